import { SRV_SERVICES } from '../model/index.ts';
import { type DnsNode, ownerOf, type Ports, type WorldDocument } from './document.ts';

/**
 * Only what somebody can be led to: names that are mentioned on some way, their records, the hosts behind these, and
 * their listeners on ports that are usual or named somewhere.
 */
export function prune(world: WorldDocument): WorldDocument {
  const { dns, hosts, server = '{@}' } = world;
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
    const found = namedBy(dns[name] ?? {});
    for (const label of found.hosts) visit(label);
    for (const target of found.names) lead(target);
  }
  const known = only(hosts, kept.hosts);
  const ports = portsIn([server, only(dns, kept.dns), Object.values(known).map(routesOf)]);
  const open = Object.entries(known).map(([label, listeners]) => [label, only(listeners, ports)]);
  return { ...world, dns: only(dns, kept.dns), hosts: Object.fromEntries(open) };
}

/** Every number might be taken for a port. */
function portsIn(texts: unknown): ReadonlySet<string> {
  const numbers = JSON.stringify(texts).match(/\d+/g) ?? [];
  return new Set(['80', '443', '8448', ...numbers]);
}

function routesOf(ports: Ports) {
  return Object.values(ports).map((listener) => listener.routes ?? {});
}

function namedBy(node: DnsNode): { readonly names: readonly string[]; readonly hosts: readonly string[] } {
  const values = (type: string) => [valuesOf(node[type])].flat().filter((each) => typeof each === 'string');
  const targets = values('SRV').map((record) => record.split(' ')[3] ?? '.');
  return {
    names: [...values('CNAME'), ...targets.filter((target) => target !== '.')],
    hosts: [...values('A'), ...values('AAAA')],
  };
}

function valuesOf(answer: unknown): unknown {
  const isObject = typeof answer === 'object' && answer !== null && !Array.isArray(answer);
  return isObject && 'value' in answer ? answer.value : answer;
}

function only<Value>(of: Readonly<Record<string, Value>>, keys: ReadonlySet<string>): Record<string, Value> {
  return Object.fromEntries(Object.entries(of).filter(([key]) => keys.has(key)));
}
