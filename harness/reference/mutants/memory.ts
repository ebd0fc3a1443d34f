import type { ValidServerName } from '../../model/index.ts';
import { discover } from '../discover.ts';
import { lifetime } from '../lifetime.ts';
import type { Attempt } from '../parts.ts';
import type { DiscoveredRoute } from '../route.ts';
import { lookupSrv } from '../srv-lookup.ts';
import type { SrvChoice } from '../srv-order.ts';
import { fetchWellKnown } from '../well-known.ts';
import type { WellKnownResult } from '../well-known-result.ts';
import type { Mutant } from './mutant.ts';
import { hasSrv, hasSteps } from './worlds.ts';

/** What is kept from one question to the next, but for connections. Names and addresses belong to one case each, so that no case learns from another. */
export const memory: readonly Mutant[] = [
  {
    name: 'delegation-by-address',
    title: 'Keeps the well-known file of one name for every name with the same address',
    see: ['https://github.com/t2bot/matrix-media-repo/issues/478'],
    replaces: { fetchWellKnown: fetchOnce() },
    where: hasSteps,
  },
  {
    name: 'srv-by-address',
    title: 'Keeps the SRV records of one name for every name with the same address',
    replaces: { lookupSrv: lookUpOnce() },
    where: (c) => hasSteps(c) && hasSrv(c),
  },
  {
    name: 'route-by-hostname',
    title: 'Keeps the way to a host for every port of it',
    see: ['https://github.com/t2bot/matrix-media-repo/issues/478'],
    replaces: { discover: discoverOnce() },
    where: hasSteps,
  },
  {
    name: 'keeps-no-file',
    title: 'Asks for the well-known file of a name again for every request',
    see: ['https://github.com/matrix-org/gomatrixserverlib/issues/246'],
    replaces: { lifetime: (headers, usable) => (usable ? 0 : lifetime(headers, usable)) },
    where: hasSteps,
  },
  {
    name: 'keeps-no-failure',
    title: 'Asks again for a well-known file that is not there, for every request',
    see: ['https://github.com/matrix-org/synapse/issues/7231'],
    replaces: { lifetime: (headers, usable) => (usable ? lifetime(headers, usable) : 0) },
    where: hasSteps,
  },
  {
    name: 'lifetime-of-any-header',
    title: 'Takes the max-age of any header for how long a well-known file may be kept',
    replaces: {
      lifetime: (headers, usable) =>
        lifetime({ ...headers, 'cache-control': Object.values(headers).flat().join(', ') }, usable),
    },
    where: hasSteps,
  },
];

function fetchOnce() {
  const known = new Map<string, WellKnownResult>();
  return async (attempt: Attempt, asked: ValidServerName): Promise<WellKnownResult> => {
    const addresses = await attempt.parts.resolveAddresses(attempt, asked.host).catch(() => []);
    const key = [...addresses].sort().join(' ');
    const found = known.get(key) ?? (await fetchWellKnown(attempt, asked));
    if (key !== '') known.set(key, found);
    return found;
  };
}

function lookUpOnce() {
  const known = new Map<string, readonly SrvChoice[]>();
  return async (attempt: Attempt, owner: string): Promise<readonly SrvChoice[]> => {
    const addresses = await attempt.parts.resolveAddresses(attempt, owner).catch(() => []);
    const key = [...addresses].sort().join(' ');
    const found = known.get(key) ?? (await lookupSrv(attempt, owner));
    if (key !== '') known.set(key, found);
    return found;
  };
}

function discoverOnce() {
  const known = new Map<string, DiscoveredRoute>();
  return async (attempt: Attempt, server: string): Promise<DiscoveredRoute> => {
    const asked = attempt.parts.readName(server);
    const key = asked.ok ? asked.host : server;
    const route = known.get(key) ?? (await discover(attempt, server));
    known.set(key, route);
    return route;
  };
}
