import { specParts } from '../spec-parts.ts';
import type { Mutant } from './mutant.ts';
import { hasFile } from './worlds.ts';

/** How long is waited. */
export const timeOuts: readonly Mutant[] = [
  {
    name: 'one-time-out-for-all',
    title: 'Lets a silent well-known file use up the time of the whole question',
    see: [
      'https://github.com/matrix-org/gomatrixserverlib/pull/438',
      'https://github.com/matrix-org/gomatrixserverlib/issues/160',
    ],
    replaces: { timeouts: { ...specParts.timeouts, question: 3500 } },
    showsIn: 'stalls',
  },
  {
    name: 'impatient-with-file',
    title: 'Gives a well-known file a moment, and not the second or two that some need',
    replaces: { timeouts: { ...specParts.timeouts, wellKnown: 300 } },
    where: hasFile,
    showsIn: 'stalls',
  },
];
