import type { Mutant } from './mutant.ts';

/** What follows a failed well-known. */
export const wellKnownFailure: readonly Mutant[] = [
  {
    name: 'stops-when-well-known-is-silent',
    title: 'Gives up when the well-known file gets no HTTP answer, where SRV or port 8448 would still do',
    see: [
      'https://github.com/matrix-org/dendrite/issues/3304',
      'https://github.com/matrix-org/gomatrixserverlib/pull/438',
      'https://github.com/matrix-org/gomatrixserverlib/issues/160',
    ],
    replaces: { goesOnAfter: (failure) => failure.kind !== 'silent' },
  },
  {
    name: 'stops-without-address',
    title: 'Gives up when the server name has no address, where SRV would still do',
    replaces: { goesOnAfter: ({ why }) => !why.includes('has no address') },
  },
  {
    name: 'stops-at-bad-file',
    title: 'Gives up when the well-known file is there and delegates nothing',
    see: [
      'https://github.com/matrix-org/matrix-spec-proposals/pull/1855',
      'https://github.com/matrix-org/matrix-spec-proposals/pull/1830',
    ],
    replaces: { goesOnAfter: (failure) => failure.kind !== 'invalid' || failure.status !== 200 },
  },
  {
    name: 'stops-at-error-status',
    title: 'Gives up when the web server answers with an error of its own',
    replaces: { goesOnAfter: (failure) => failure.kind !== 'invalid' || failure.status < 500 },
  },
  {
    name: 'stops-unless-404',
    title: 'Goes on only after a 404',
    replaces: {
      goesOnAfter: (failure) =>
        failure.kind !== 'invalid' || failure.status === 404 || failure.status === 200,
    },
  },
];
