import type { Mutant } from './mutant.ts';

export const hostOfSrvTarget: Mutant = {
  meta: {
    name: 'host-of-srv-target',
    title: 'Sends the SRV target as Host',
    see: [
      'https://github.com/matrix-org/synapse/issues/2525',
      'https://github.com/matrix-org/matrix-federation-tester/issues/156',
      'https://github.com/matrix-org/synapse/issues/6646',
    ],
    replaces: 'hostHeader',
  },
  parts: {
    // Without an SRV record the target is the deciding name itself.
    hostHeader: (deciding, target) => (target.name === deciding.host ? deciding.text : target.name),
  },
};
