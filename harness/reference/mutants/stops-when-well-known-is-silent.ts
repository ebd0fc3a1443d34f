import type { Mutant } from './mutant.ts';

export const stopsWhenWellKnownIsSilent: Mutant = {
  meta: {
    name: 'stops-when-well-known-is-silent',
    title: 'Gives up when the well-known file gets no HTTP answer, where SRV or port 8448 would still do',
    see: [
      'https://github.com/matrix-org/dendrite/issues/3304',
      'https://github.com/matrix-org/gomatrixserverlib/pull/438',
      'https://github.com/matrix-org/gomatrixserverlib/issues/160',
    ],
    replaces: 'goesOnAfter',
  },
  parts: { goesOnAfter: (failure) => failure.kind !== 'silent' },
};
