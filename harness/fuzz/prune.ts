import { SRV_SERVICES } from '../model/index.ts';
import { type DnsNode, type MachineDocument, ownerOf, type Ports, type WorldDocument } from './document.ts';

/**
 * Only what somebody can be led to: names that are mentioned on some way, their records, the hosts behind these, and
 * their listeners on ports that are usual or named somewhere.
 */
export function prune(world: WorldDocument): WorldDocument {
  const { machine = {}, dns, hosts, server = '{@}' } = world;
  const kept = { dns: new Set<string>(), hosts: new Set<string>() };
  const names: string[] = [];
  const lead = (to: string) => {
    if (kept.dns.has(to)) return;
    kept.dns.add(to);
    names.push(to);
  };
  const visit = (label: string) => {
    if (kept.hosts.has(label) || !Object.hasOwn(hosts, label)) return;
    kept.hosts.add(label);
    follow(JSON.stringify(routesOf(hosts[label] ?? {})));
  };
  const follow = (text: string) => {
    for (const [, word, operand = ''] of text.matchAll(/\{(?:([a-z0-9]+) )?([@a-z0-9-]+)\}/g)) {
      if (word?.startsWith('ip')) visit(operand);
      else lead(operand);
    }
  };
  follow(server);
  if (kept.dns.size > 0) lead('*');
  for (const name of names) {
    if (!/^[_*]/.test(name)) for (const service of SRV_SERVICES) lead(ownerOf(service, name));
    for (const node of [dns[name], machine.secondServer?.[name]]) {
      const found = namedBy(node ?? {});
      for (const label of found.hosts) visit(label);
      for (const target of found.names) lead(target);
    }
    for (const address of machine.hosts?.[name] ?? []) visit(address.replace(/^\{ipv6 (.*)\}$/, '$1'));
  }
  const known = only(hosts, kept.hosts);
  const settings = pruneMachine(machine, kept.dns);
  const ports = portsIn([server, settings, only(dns, kept.dns), Object.values(known).map(routesOf)]);
  const open = Object.entries(known).map(([label, listeners]) => [label, only(listeners, ports)]);
  const { machine: _, ...others } = world;
  return { ...others, ...settings, dns: only(dns, kept.dns), hosts: Object.fromEntries(open) };
}

/** Settings about names that nobody is led to are none. */
function pruneMachine(
  { hosts = {}, secondServer = {} }: MachineDocument,
  kept: ReadonlySet<string>,
): Pick<WorldDocument, 'machine'> {
  const lines = only(hosts, kept);
  const second = only(secondServer, kept);
  const machine: MachineDocument = {
    ...(Object.keys(lines).length > 0 && { hosts: lines }),
    ...(Object.keys(second).length > 0 && { secondServer: second }),
  };
  return Object.keys(machine).length > 0 ? { machine } : {};
}

/** Every number might be taken for a port. */
function portsIn(texts: unknown): ReadonlySet<string> {
  const numbers = JSON.stringify(texts).match(/\d+/g) ?? [];
  return new Set(['80', '443', '8448', ...numbers]);
}

function routesOf(ports: Ports) {
  return Object.values(ports).map((listener) => listener.routes ?? {});
}

interface Named {
  readonly names: readonly string[];
  readonly hosts: readonly string[];
}

function namedBy(node: DnsNode): Named {
  const values = (type: string) => [valuesOf(node[type])].flat().filter((each) => typeof each === 'string');
  const targets = [
    ...values('SRV').map((record) => record.split(' ')[3] ?? '.'),
    ...BINDINGS.flatMap(values).map((record) => record.split(' ')[1] ?? '.'),
  ];
  const hints = BINDINGS.flatMap(values).flatMap((record) => [...record.matchAll(/hint=(\S+)/g)]);
  const strays = Object.values(node).flatMap(straysOf).map(namedBy);
  return {
    names: [
      ...values('CNAME'),
      ...targets.filter((target) => target !== '.'),
      ...strays.flatMap(({ names }) => names),
    ],
    hosts: [
      ...values('A'),
      ...values('AAAA'),
      ...hints.map(([, label = '']) => label),
      ...strays.flatMap(({ hosts }) => hosts),
    ],
  };
}

const BINDINGS = ['HTTPS', 'SVCB'] as const;

function straysOf(answer: unknown): readonly DnsNode[] {
  const isLong = typeof answer === 'object' && answer !== null && 'strays' in answer;
  return isLong ? Object.values(answer.strays as Readonly<Record<string, DnsNode>>) : [];
}

function valuesOf(answer: unknown): unknown {
  const isObject = typeof answer === 'object' && answer !== null && !Array.isArray(answer);
  return isObject && 'value' in answer ? answer.value : answer;
}

function only<Value>(of: Readonly<Record<string, Value>>, keys: ReadonlySet<string>): Record<string, Value> {
  return Object.fromEntries(Object.entries(of).filter(([key]) => keys.has(key)));
}
