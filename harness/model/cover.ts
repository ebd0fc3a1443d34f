import ipaddr from 'ipaddr.js';
import { isAddress } from './address.ts';
import type { Case, Certificate, Listener, ListenerId } from './case.ts';

/** The certificate a listener shows to a client that asks for `sni`. */
export function certificateFor({ cert }: Listener, sni: string | null): Certificate | undefined {
  if (cert === undefined || cert.kind === 'none') return undefined;
  if (cert.kind === 'one') return cert.certificate;
  const name = sni?.toLowerCase() ?? '';
  return (Object.hasOwn(cert.byName, name) ? cert.byName[name] : undefined) ?? cert.default;
}

/** RFC 6125: a `*` stands for exactly the leftmost label; an address only for itself, however it is spelled. */
export function covers({ names }: Certificate, name: string): boolean {
  return names.some((each) => coversName(each.toLowerCase(), name.toLowerCase()));
}

function coversName(pattern: string, name: string): boolean {
  if (isAddress(pattern) || isAddress(name)) {
    return isAddress(pattern) && isAddress(name) && canonical(pattern) === canonical(name);
  }
  if (!pattern.startsWith('*.')) return pattern === name;
  const dot = name.indexOf('.');
  return dot > 0 && name.slice(dot) === pattern.slice(1);
}

const canonical = (address: string): string => ipaddr.parse(address).toNormalizedString();

/** Every name in the case that a client could take for the one to check: server, delegated, SRV and CNAME targets, addresses. */
export function namesOf(c: Case): readonly string[] {
  const names = new Set<string>([c.name, hostOfServer(c.server)]);
  for (const [owner, sets] of Object.entries(c.zone)) {
    if (!/(^|\.)[_*]/.test(owner)) names.add(owner);
    for (const { records } of sets.flatMap(({ answers }) => answers)) {
      for (const record of records)
        if ('target' in record && record.target !== '.') names.add(record.target.toLowerCase());
    }
  }
  for (const { ipv4, ipv6 } of c.hosts) names.add(ipv4).add(ipv6);
  return [...names];
}

/** Without port and brackets. */
export function hostOfServer(server: string): string {
  const [, host = server] = /^(.*?)(?::\d{1,5})?$/.exec(server) ?? [];
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  return isAddress(bare) ? bare : host.toLowerCase();
}

export function listenerOf(c: Case, id: ListenerId): Listener | undefined {
  const [label, port] = id.split(':');
  return c.hosts.find((host) => host.label === label)?.listeners.find((each) => String(each.port) === port);
}
