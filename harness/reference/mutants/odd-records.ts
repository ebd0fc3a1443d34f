import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { discover } from '../discover.ts';
import type { ConnectTarget } from '../route.ts';
import { lookupSrv } from '../srv-lookup.ts';
import type { Mutant, OnePart } from './mutant.ts';
import { askBinding, type FoundBinding } from './service-binding.ts';
import { hasServiceBinding } from './worlds.ts';

/** Records and files that the specification does not name, and that somebody goes by all the same. */
export const oddRecords: readonly Mutant[] = [
  {
    name: 'https-record-port',
    title: 'Goes to the port of an HTTPS record instead of port 8448',
    replaces: byBinding((target, { port = target.port }) => ({ ...target, port })),
    where: hasServiceBinding,
  },
  {
    name: 'https-record-alias',
    title: 'Follows an HTTPS record that makes its name an alias',
    replaces: byBinding((target, { priority, target: name }) =>
      priority === 0 && name !== '' ? { ...target, name } : target,
    ),
    where: hasServiceBinding,
  },
  {
    name: 'https-record-target',
    title: 'Connects to the target of an HTTPS record instead of the name itself',
    replaces: byBinding((target, { priority, target: name }) =>
      priority > 0 && name !== '' ? { ...target, name } : target,
    ),
    where: hasServiceBinding,
  },
  {
    name: 'https-record-address',
    title: 'Connects to the address that an HTTPS record hints at, and asks for no other',
    replaces: byBinding((target, { ipv4hint }) =>
      ipv4hint === undefined ? target : { ...target, address: ipv4hint },
    ),
    where: hasServiceBinding,
  },
  {
    name: 'hosts-file-before-srv',
    title: 'Looks for no SRV records of a name that the hosts file of the machine has',
    see: ['https://github.com/spantaleev/matrix-docker-ansible-deploy/issues/829'],
    replaces: {
      lookupSrv: async (attempt, owner) => (isInHostsFile(owner) ? [] : lookupSrv(attempt, owner)),
    },
    showsIn: 'machine',
  },
];

/** Where no SRV record decides, the HTTPS record of the name does. */
function byBinding(apply: (target: ConnectTarget, binding: FoundBinding) => ConnectTarget): OnePart {
  return {
    discover: async (attempt, server) => {
      const route = await discover(attempt, server);
      const [target] = route.targets;
      const { host, port } = route.deciding;
      if (target === undefined || target.name !== host || port !== undefined || isIP(host) !== 0)
        return route;
      const binding = await askBinding(attempt, host);
      return binding === undefined ? route : { ...route, targets: [apply(target, binding)] };
    },
  };
}

function isInHostsFile(name: string): boolean {
  return readFileSync('/etc/hosts', 'utf8')
    .split('\n')
    .some((line) => line.split(/\s+/).slice(1).includes(name.toLowerCase()));
}
