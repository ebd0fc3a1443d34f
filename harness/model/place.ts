import ipaddr from 'ipaddr.js';
import type { Case, Host, Listener, ListenerId, RecordData } from './case.ts';

const FOUR_DECIMALS = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;

/** The one spelling of an address that is compared; `undefined` for what is no address. */
export function address(text: string): string | undefined {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text;
  // By hand: of every name that is none, ipaddr.js makes an error with its stack, a twentieth of what a run computed.
  if (FOUR_DECIMALS.test(bare))
    return bare.split('.').every((part) => Number(part) <= 255) ? bare : undefined;
  if (!bare.includes(':') || bare.includes('%') || !ipaddr.IPv6.isValid(bare)) return undefined;
  return ipaddr.IPv6.parse(bare).toRFC5952String();
}

/** The labels of the hosts that a name leads to through A, AAAA and CNAME, or that an address belongs to. */
export function hostsOf(c: Case, name: string): string[] {
  const literal = address(name);
  const found = literal ? [literal] : addressesOf(c, name);
  return c.hosts.filter((host) => owns(host, found)).map((host) => host.label);
}

function owns(host: Host, addresses: readonly string[]): boolean {
  return [host.ipv4, host.ipv6].some((own) => addresses.includes(address(own) ?? own));
}

function addressesOf(c: Case, name: string): string[] {
  const found: string[] = [];
  // As many links as any resolver follows.
  for (let owner: string | undefined = name, links = 0; owner !== undefined && links < 16; links++) {
    const records = recordsOf(c, owner);
    for (const record of records) {
      if (record.type === 'A' || record.type === 'AAAA')
        found.push(address(record.address) ?? record.address);
    }
    owner = records.find((record) => record.type === 'CNAME')?.target;
  }
  return found;
}

/** Everything that is ever answered for a name, a wildcard included. */
export function recordsOf(c: Case, name: string): RecordData[] {
  const owner = name.toLowerCase().replace(/\.$/, '');
  const sets = c.zone[owner] ?? wildcard(c, owner) ?? [];
  return sets.flatMap((set) => set.answers.flatMap((answer) => answer.records));
}

/** RFC 4592: the closest encloser decides, so that a name that exists further down hides the wildcard above. */
function wildcard(c: Case, owner: string) {
  const owners = Object.keys(c.zone);
  for (let at = owner.indexOf('.'); at >= 0; at = owner.indexOf('.', at + 1)) {
    const parent = owner.slice(at + 1);
    const found = c.zone[`*.${parent}`];
    if (found) return found;
    if (owners.some((known) => known === parent || known.endsWith(`.${parent}`))) return undefined;
  }
  return undefined;
}

export function listenerOf(c: Case, id: string): Listener | undefined {
  for (const host of c.hosts) {
    for (const listener of host.listeners) {
      if (`${host.label}:${listener.port}` === id) return listener;
    }
  }
  return undefined;
}

/** The address that the case tells resolvers of a host: IPv4 unless only the other one is told. */
export function toldAddress(c: Case, host: Host): string {
  return isTold(c, host.ipv6) && !isTold(c, host.ipv4) ? host.ipv6 : host.ipv4;
}

function isTold(c: Case, own: string): boolean {
  const texts = Object.values(c.zone).flatMap((sets) =>
    sets.flatMap((set) => set.answers.flatMap((answer) => answer.records)),
  );
  const written = texts.some((record) => 'address' in record && address(record.address) === address(own));
  return written || c.server.includes(own);
}

export const idOf = (at: { readonly host: string; readonly port: number }): ListenerId =>
  `${at.host}:${at.port}`;

/** Addresses differ between runs with other selections: what a reader sees twice is written as authors write it. */
export function steady(c: Case, text: string): string {
  let steadied = text;
  for (const host of c.hosts) {
    steadied = replaceWhole(steadied, host.ipv4, `{ipv4 ${host.label}}`);
    steadied = replaceWhole(steadied, host.ipv6, `{ipv6 ${host.label}}`);
  }
  return steadied;
}

/** `20.1.0.1` is not found in `20.1.0.12`. */
function replaceWhole(text: string, part: string, by: string): string {
  let result = text;
  for (let at = result.indexOf(part); at >= 0; at = result.indexOf(part, at + 1)) {
    const before = result[at - 1] ?? ' ';
    const after = result[at + part.length] ?? ' ';
    if (/[0-9a-fA-F]/.test(before) || /[0-9a-fA-F]/.test(after)) continue;
    result = result.slice(0, at) + by + result.slice(at + part.length);
  }
  return result;
}
