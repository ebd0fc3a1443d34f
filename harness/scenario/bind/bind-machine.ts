import type { Case, Machine } from '../../model/index.ts';
import type { Authored } from '../file/schema.ts';
import type { HostAddresses } from './blocks.ts';
import { bindName } from './name.ts';
import type { Scope } from './scope.ts';

/** The label of the machine itself, whose addresses all cases and all programs inside share. */
export const LOOPBACK = 'loopback';

export const LOOPBACK_ADDRESSES: HostAddresses = { ipv4: '127.0.0.1', ipv6: '::1' };

/** What is authored under `machine`, and what the host `loopback` makes of it. */
export function bindMachine(scope: Scope, { machine, hosts }: Authored): Pick<Case, 'machine'> {
  const { search, ndots } = machine ?? {};
  const bound: Machine = {
    ...(search !== undefined && {
      search: search.map((name, index) => bindName(scope, name, ['machine', 'search', index]).toLowerCase()),
    }),
    ...(ndots !== undefined && { ndots }),
    ...(hosts !== undefined && Object.hasOwn(hosts, LOOPBACK) && { loopback: true }),
  };
  return Object.keys(bound).length > 0 ? { machine: bound } : {};
}
