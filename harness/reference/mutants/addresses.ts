import { askableName } from '../askable-name.ts';
import { discover } from '../discover.ts';
import { DiscoveryFailure } from '../failure.ts';
import { chooseAddresses, resolveAddresses } from '../resolve-addresses.ts';
import { takenFor } from './careless-name.ts';
import type { Mutant } from './mutant.ts';
import { hasAddressOfIPv6, hasAlias } from './worlds.ts';

/** Which addresses a name has, and which of them are tried. */
export const addresses: readonly Mutant[] = [
  {
    name: 'ipv4-only',
    title: 'Knows no AAAA records',
    see: ['https://github.com/matrix-org/synapse/issues/2405'],
    replaces: {
      resolveAddresses: async (attempt, hostname) => {
        const found = await attempt.lookUp((dns) => dns.resolve4(askableName(hostname))).catch(() => []);
        if (found.length === 0) throw new DiscoveryFailure(`${hostname} has no A record`);
        return found;
      },
    },
    where: hasAddressOfIPv6,
  },
  {
    name: 'first-address-only',
    title: 'Tries only the first address of a name, IPv6 before IPv4',
    see: [
      'https://github.com/matrix-org/synapse/issues/2850',
      'https://github.com/matrix-org/synapse/issues/1279',
      'https://github.com/matrix-org/matrix-federation-tester/issues/66',
    ],
    replaces: { chooseAddresses: (v6, v4) => chooseAddresses(v6, v4).slice(0, 1) },
  },
  {
    name: 'aliases-not-followed',
    title: 'Takes a name that is an alias for one without address',
    replaces: {
      resolveAddresses: async (attempt, hostname) => {
        const alias = await attempt.lookUp((dns) => dns.resolveCname(hostname)).catch(() => undefined);
        if (alias !== undefined) throw new DiscoveryFailure(`${hostname} is an alias`);
        return resolveAddresses(attempt, hostname);
      },
    },
    where: hasAlias,
  },
  {
    name: 'alias-as-authority',
    title: 'Puts the name behind an alias into Host, SNI and certificate',
    replaces: {
      discover: async (attempt, server) => {
        const route = await discover(attempt, server);
        const { host, kind, port } = route.deciding;
        if (kind !== 'dns') return route;
        const [alias] = await attempt.lookUp((dns) => dns.resolveCname(host)).catch(() => []);
        return alias === undefined ? route : { ...route, deciding: takenFor(alias, port) };
      },
    },
    where: hasAlias,
  },
  {
    name: 'delegation-not-connected-to',
    title: 'Connects to the address of the server name, with the Host and certificate of the delegated name',
    replaces: { hostToReach: (_deciding, asked) => asked.host },
  },
];
