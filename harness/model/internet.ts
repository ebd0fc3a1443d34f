import { endpointOf } from './address.ts';
import type { Case, Host } from './case.ts';

/** The hosts of a case by address, in whatever spelling. What belongs to none of them is nowhere. */
export type Internet = (address: string) => Host | undefined;

export function openInternet(hosts: Case['hosts']): Internet {
  const byAddress = new Map<string, Host>();
  for (const host of hosts) byAddress.set(host.ipv4, host).set(host.ipv6, host);
  return (address) => {
    const as = byAddress.get(address);
    if (as !== undefined) return as;
    const endpoint = endpointOf(address);
    if (endpoint === undefined) return undefined;
    return hosts.find(({ ipv4, ipv6 }) => [ipv4, ipv6].some((own) => endpointOf(own) === endpoint));
  };
}
