import type { Mutant } from './mutant.ts';

export const noSni: Mutant = {
  meta: {
    name: 'no-sni',
    title: 'Sends no SNI',
    see: ['https://github.com/matrix-org/synapse/issues/1491'],
    replaces: 'sni',
  },
  parts: { sni: () => undefined },
};
