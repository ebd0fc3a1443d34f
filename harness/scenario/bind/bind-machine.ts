import { type Case, isAddress, type Machine, type Zone } from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import { quoted } from '../file/quoted.ts';
import type { Authored } from '../file/schema.ts';
import { bindZone } from './bind-dns.ts';
import type { HostAddresses } from './blocks.ts';
import { bindName } from './name.ts';
import { fill } from './placeholder.ts';
import { hostOf, type Scope } from './scope.ts';

/** The label of the machine itself, whose addresses all cases and all programs inside share. */
export const LOOPBACK = 'loopback';

export const LOOPBACK_ADDRESSES: HostAddresses = { ipv4: '127.0.0.1', ipv6: '::1' };

/** What is authored under `machine`, and what the host `loopback` makes of it. `zone`: what the first name server answers. */
export function bindMachine(scope: Scope, { machine, hosts }: Authored, zone: Zone): Pick<Case, 'machine'> {
  const { search, ndots, hosts: lines, secondServer } = machine ?? {};
  const bound: Machine = {
    ...(search !== undefined && {
      search: search.map((name, index) => bindName(scope, name, ['machine', 'search', index]).toLowerCase()),
    }),
    ...(ndots !== undefined && { ndots }),
    ...(hosts !== undefined && Object.hasOwn(hosts, LOOPBACK) && { loopback: true }),
    ...(lines !== undefined && { hosts: bindLines(scope, lines) }),
    ...(secondServer !== undefined && {
      secondServer: { ...zone, ...bindZone(scope, secondServer, ['machine', 'secondServer']) },
    }),
  };
  return Object.keys(bound).length > 0 ? { machine: bound } : {};
}

type AuthoredLines = NonNullable<NonNullable<Authored['machine']>['hosts']>;

function bindLines(scope: Scope, lines: AuthoredLines): NonNullable<Machine['hosts']> {
  return Object.fromEntries(
    Object.entries(lines).map(([authored, value]) => {
      const path: Path = ['machine', 'hosts', authored];
      const name = bindName(scope, authored, path, { part: 'key' }).toLowerCase();
      return [name, [value].flat().flatMap((text) => addressesIn(scope, text, path))];
    }),
  );
}

function addressesIn(scope: Scope, text: string, path: Path): string[] {
  const literal = fill(scope, text, path);
  if (isAddress(literal)) return [literal];
  if (/[.:{]/.test(literal)) {
    const hint = `write a host label (${[...scope.hosts.keys()].join(' ')}) or an address`;
    scope.complain(path, { code: 'bad-value', what: `${quoted(text)} is no address`, hint });
    return [];
  }
  const host = hostOf(scope, literal, path);
  return host ? [host.ipv4] : [];
}
