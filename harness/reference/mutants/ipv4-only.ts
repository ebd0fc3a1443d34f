import { isIPv4 } from 'node:net';
import { DiscoveryFailure } from '../failure.ts';
import { resolveAddresses } from '../resolve-addresses.ts';
import type { Mutant } from './mutant.ts';

export const ipv4Only: Mutant = {
  meta: {
    name: 'ipv4-only',
    title: 'Knows no AAAA records',
    see: ['https://github.com/matrix-org/synapse/issues/2405'],
    replaces: 'resolveAddresses',
  },
  parts: {
    resolveAddresses: async (errand, hostname) => {
      const addresses = (await resolveAddresses(errand, hostname)).filter((address) => isIPv4(address));
      if (addresses.length === 0) throw new DiscoveryFailure(`${hostname} has no A record`);
      return addresses;
    },
  },
};
