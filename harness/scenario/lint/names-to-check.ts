import { type Case, canonical, canonicalAddress, splitHostPort } from '../../model/index.ts';
import { leadsOf } from './leads.ts';

/**
 * Every name and address that a client could take for the one to check: server name, delegated names, SRV and CNAME
 * targets, hosts. Also those that exist only in a file: a delegated name needs no records to be checked.
 */
export function namesToCheck(c: Case): string[] {
  const { host } = splitHostPort(c.server);
  const names = new Set([c.name, canonicalAddress(host) ?? canonical(host)]);
  for (const [owner, sets] of Object.entries(c.zone)) {
    names.add(owner);
    for (const record of sets.flatMap(({ answers }) => answers.flatMap(({ records }) => records)))
      if ('target' in record && record.target !== '.') names.add(canonical(record.target));
  }
  for (const { ipv4, ipv6 } of c.hosts) names.add(ipv4).add(ipv6);
  for (const name of leadsOf(c).names) names.add(name);
  return [...names].filter(isNameOfHost);
}

/** Of services and wildcards there are records, and no certificate is looked at for them. */
const isNameOfHost = (name: string): boolean => !/(^|\.)[_*]/.test(name);
