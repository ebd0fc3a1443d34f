import { SRV_SERVICES } from '../model/index.ts';
import type { BindingDesign, Design, MachineDesign, OddAnswer, WhoseRecords } from './design.ts';
import { type DnsNode, type MachineDocument, ownerOf, type WorldDraft } from './document.ts';
import { labelsOf, lastNameOf, type NamedHosts } from './named-hosts.ts';

/** The names that an oddity may be about. */
export interface OddCast {
  readonly origin: NamedHosts;
  readonly fed: NamedHosts;
  readonly targets: readonly NamedHosts[];
}

/** The port that a service binding names, and nothing else that is right. */
export const PORT_OF_BINDING = '8453';

/**
 * Records and answers that should change nothing, or of which nobody knows what they change, and settings of the
 * machine: after all records are written. Settles with the names that answer on the port of a service binding as well.
 */
export function writeOddities(draft: WorldDraft, design: Design, cast: OddCast): readonly NamedHosts[] {
  for (const { way, whose } of design.oddAnswers) {
    const named = namedBy(cast, whose);
    if (named) ODD_ANSWERS[way](draft.dns, named);
  }
  const bound = design.bindings.flatMap((binding) => {
    const named = namedBy(cast, binding.whose);
    return named && bind(draft, binding, named, design) ? [named] : [];
  });
  if (design.machine) setUp(draft, design.machine, namedBy(cast, design.machine.whose));
  return bound;
}

function namedBy({ origin, fed, targets }: OddCast, whose: WhoseRecords): NamedHosts | undefined {
  return { server: origin, delegate: fed, target: targets[0] }[whose];
}

// ---- service bindings ----

const LEADS: Readonly<Record<BindingDesign['leads'], string>> = {
  nowhere: '1 . alpn=h2,http/1.1',
  'to a port': `1 . port=${PORT_OF_BINDING}`,
  'to a name': '1 trap alpn=http/1.1',
  'to another name altogether': '0 trap',
  'to an address': '1 . ipv4hint=trap ipv6hint=trap',
};

/** Whether it leads to another port of the name. */
function bind(
  { dns }: WorldDraft,
  { type, whose, leads }: BindingDesign,
  named: NamedHosts,
  { file }: Design,
): boolean {
  const name = lastNameOf(named);
  const node = dns[name];
  // A record would make a name exist that does not.
  if (node === undefined || type in node) return false;
  // N-8: the well-known file may be fetched from wherever an HTTPS record says that it is.
  const way = type === 'HTTPS' && whose === 'server' && file !== null ? 'nowhere' : leads;
  dns[name] = { ...node, [type]: LEADS[way] };
  return way === 'to a port';
}

// ---- answers that DNS forbids ----

const ODD_ANSWERS: Readonly<Record<OddAnswer['way'], (dns: WorldDraft['dns'], named: NamedHosts) => void>> = {
  'an address that nobody asked for': (dns, named) =>
    change(dns, [lastNameOf(named)], ADDRESSES, { strays: { 'other-name': { A: 'trap' } } }),
  'a service that nobody asked for': (dns, named) =>
    change(dns, servicesOf(named), ['SRV'], {
      strays: { '_matrix-fed._tcp.other-name': { SRV: '0 0 8448 trap' } },
    }),
  'no EDNS for addresses': (dns, named) => change(dns, [lastNameOf(named)], ADDRESSES, { edns: false }),
  'no EDNS for services': (dns, named) => change(dns, servicesOf(named), ['SRV'], { edns: false }),
  'text beside an alias': (dns, named) => besideAlias(dns, named, { TXT: 'v=spf1 -all' }),
  'addresses beside an alias': (dns, named) => besideAlias(dns, named, { A: 'trap' }),
};

const ADDRESSES = ['A', 'AAAA'] as const;

function servicesOf({ name }: NamedHosts): readonly string[] {
  return SRV_SERVICES.map((service) => ownerOf(service, name));
}

/** The answers of these types that are there. */
function change(
  dns: WorldDraft['dns'],
  owners: readonly string[],
  types: readonly string[],
  how: DnsNode,
): void {
  for (const owner of owners) {
    const node = dns[owner];
    if (node === undefined) continue;
    const changed = types
      .filter((type) => type in node)
      .map((type) => [type, { ...inFull(node[type]), ...how }]);
    dns[owner] = { ...node, ...Object.fromEntries(changed) };
  }
}

/** A name without an alias gets one, to where its records go. */
function besideAlias(dns: WorldDraft['dns'], { name, label }: NamedHosts, others: DnsNode): void {
  const node = dns[name];
  if (node === undefined) return;
  const real = `real-${label}`;
  if (!('CNAME' in node)) dns[real] = node;
  dns[name] = { ...others, CNAME: { ...inFull(node.CNAME ?? real), beside: true } };
}

/** An answer in its long form, which has room for more. */
function inFull(answer: unknown): DnsNode {
  const isShort = typeof answer === 'string' || Array.isArray(answer);
  return isShort ? { value: answer } : { ...(answer as DnsNode) };
}

// ---- the machine ----

function setUp(draft: WorldDraft, { knows }: MachineDesign, named: NamedHosts | undefined): void {
  if (named) draft.machine = machineOf(knows, named, draft);
}

function machineOf(knows: MachineDesign['knows'], named: NamedHosts, { dns }: WorldDraft): MachineDocument {
  const { name } = named;
  switch (knows) {
    case 'the same addresses':
      return { hosts: { [name]: addressesOf(named) } };
    case 'another address':
      return { hosts: { [name]: ['trap'] } };
    case 'the same of both name servers':
      return { secondServer: { [name]: dns[name] ?? {} } };
    case 'another service of the second name server':
      return { secondServer: { [ownerOf('_matrix-fed', name)]: { SRV: '10 5 8448 trap' } } };
    case 'another address of the second name server':
      return { secondServer: { [name]: { A: 'trap' } } };
    default:
      return knows satisfies never;
  }
}

function addressesOf(named: NamedHosts): readonly string[] {
  const labels = labelsOf(named);
  const ipv6 = labels.map((label) => `{ipv6 ${label}}`);
  switch (named.place.families) {
    case 'ipv4':
      return labels;
    case 'ipv6':
      return ipv6;
    case 'both':
      return [...labels, ...ipv6];
    case 'split':
      return labels.length > 1 ? [...labels.slice(0, 1), ...ipv6.slice(1)] : [...labels, ...ipv6];
    default:
      return named.place.families satisfies never;
  }
}
