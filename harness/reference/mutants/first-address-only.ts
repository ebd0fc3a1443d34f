import { tryAddresses } from '../try-addresses.ts';
import type { Mutant } from './mutant.ts';

export const firstAddressOnly: Mutant = {
  meta: {
    name: 'first-address-only',
    title: 'Tries only the first address of a name, IPv6 before IPv4',
    see: [
      'https://github.com/matrix-org/synapse/issues/2850',
      'https://github.com/matrix-org/synapse/issues/1279',
      'https://github.com/matrix-org/matrix-federation-tester/issues/66',
    ],
    replaces: 'tryAddresses',
  },
  parts: { tryAddresses: (errand, addresses, port) => tryAddresses(errand, addresses.slice(0, 1), port) },
};
