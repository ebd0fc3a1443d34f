import { authorization } from '../authorization.ts';
import type { Mutant } from './mutant.ts';

export const noDestination: Mutant = {
  meta: {
    name: 'no-destination',
    title: 'Leaves the destination out of X-Matrix',
    see: [
      'https://github.com/ruma/ruma/pull/1824',
      'https://github.com/matrix-org/sytest/pull/1354',
      'https://github.com/t2bot/matrix-media-repo/issues/646',
    ],
    replaces: 'authorization',
  },
  parts: { authorization: (signed) => authorization(signed).replace(/destination="[^"]*",/, '') },
};
