import type { Mutant } from './mutant.ts';

export const destinationOfDelegate: Mutant = {
  meta: {
    name: 'destination-of-delegate',
    title: 'Signs for the delegated name as destination, and names it in X-Matrix',
    see: ['https://github.com/matrix-org/matrix-spec-proposals/issues/2512'],
    replaces: 'destination',
  },
  parts: { destination: (_asked, deciding) => deciding.text },
};
