import {
  type Case,
  certificatesOf,
  type Host,
  type Listener,
  listenerId,
  type Zone,
} from '../../model/index.ts';
import { locate, type Path, parseDocument } from '../file/document.ts';
import { type Complaint, ScenarioError } from '../file/error.ts';
import { isObject } from '../file/merge-patch.ts';
import { authoredName, type FilePart } from './file-part.ts';
import { type Leads, leadsOf, nameOfService } from './leads.ts';
import { vhostParts } from './lint-vhosts.ts';
import { sameness } from './sameness.ts';

/**
 * The rules that look at all variants of a file at once. What no variant uses is a mistake; what only some use is how
 * tables are written. A file of which only a part was selected is left alone.
 */
export function lintFiles(cases: readonly Case[]): readonly ScenarioError[] {
  const files = new Map<string, Case[]>();
  for (const c of cases) {
    const of = files.get(c.source.file) ?? [];
    of.push(c);
    files.set(c.source.file, of);
  }
  return [...files.values()]
    .filter(isWhole)
    .flatMap((variants) => [...idle(variants), ...repeated(variants)]);
}

function isWhole([first, ...others]: readonly Case[]): boolean {
  if (first?.source.variant === undefined) return first !== undefined;
  const { value } = parseDocument(first.source);
  return isObject(value) && Array.isArray(value.vary) && value.vary.length === others.length + 1;
}

function idle(variants: readonly Case[]): ScenarioError[] {
  const parts = variants.flatMap((c) => partsOf(c).map((part) => ({ ...part, c })));
  const used = new Set(parts.filter((part) => part.used).map(({ key }) => key));
  const first = new Map(
    parts
      .filter(({ key }) => !used.has(key))
      .reverse()
      .map((part) => [part.key, part]),
  );
  return [...first.values()]
    .reverse()
    .map(({ c, path, round, complaint }) => error(c, path, complaint, round));
}

function partsOf(c: Case): FilePart[] {
  const leads = leadsOf(c);
  const of = ({ zone, hosts }: Pick<Case, 'zone' | 'hosts'>): FilePart[] => [
    ...namesOf(c, zone, hosts, leads),
    ...hosts.flatMap((host) => listenersOf(host, zone, leads)),
    ...vhostParts(c, hosts, leads),
  ];
  return c.rounds?.flatMap((world, round) => of(world).map((part) => ({ ...part, round }))) ?? of(c);
}

/** A name may also be there only for a certificate or as a virtual host: that of a neighbour on the same machine. */
function namesOf(c: Case, zone: Zone, hosts: readonly Host[], leads: Leads): FilePart[] {
  const reached = hosts.filter((host) => isReached(host, leads));
  const listeners = reached.flatMap((host) => host.listeners);
  const vhosts = listeners.flatMap((listener) => listener.vhosts ?? []);
  const shown = new Set([...listeners.flatMap(certifiedNames), ...vhosts.map(({ name }) => name)]);
  return Object.keys(zone).map((owner) => {
    const name = authoredName(c, owner);
    const used = [owner, nameOfService(owner)].some((each) => leads.names.has(each) || shown.has(each));
    const hint = `let a record lead to it, or a text in which it is written "{${name}}", or remove it`;
    return {
      key: `dns ${name}`,
      path: ['dns', name],
      used,
      complaint: { what: `nothing leads to the name "${name}"`, hint },
    };
  });
}

/** Where a name of the zone leads to the host, and nothing to that name, the name has been told of already. */
function listenersOf(host: Host, zone: Zone, leads: Leads): FilePart[] {
  const { label, listeners } = host;
  const found = isReached(host, leads);
  const named = !found && isNamed(host, zone);
  return listeners.map((listener) => {
    const { port } = listener;
    const id = listenerId(listener);
    const what = found
      ? `nobody could reach ${id}: no record, file or server name has the port ${port}`
      : `nobody could reach ${id}: nothing that a resolver might ask for leads to the host "${label}"`;
    const hint = found
      ? 'give the decoy a port that some wrong turn leads to, or remove it'
      : 'let something lead there, or remove it';
    const used = named || (found && leads.ports.has(port));
    return { key: `listener ${id}`, path: ['hosts', label, String(port)], used, complaint: { what, hint } };
  });
}

function isNamed({ ipv4, ipv6 }: Host, zone: Zone): boolean {
  const answers = Object.values(zone).flatMap((sets) => sets.flatMap((set) => set.answers));
  const records = answers.flatMap(({ records, additional }) => [...records, ...additional]);
  return records.some((record) => 'address' in record && [ipv4, ipv6].includes(record.address));
}

function isReached({ ipv4, ipv6 }: Host, { addresses }: Leads): boolean {
  return addresses.has(ipv4) || addresses.has(ipv6);
}

function certifiedNames({ cert }: Listener): string[] {
  const asked = cert?.kind === 'sni' ? Object.keys(cert.byName) : [];
  const named = certificatesOf(cert).flatMap(({ names }) => names.map((name) => name.toLowerCase()));
  return [...asked, ...named];
}

/** Two variants that ask the same of the same world: one of them has a patch that does nothing, or the same as another's. */
function repeated(variants: readonly Case[]): ScenarioError[] {
  if (variants.length < 2) return [];
  const seen = new Map<string, Case>();
  return variants.toSorted(byPlace).flatMap((c) => {
    const key = sameness(c);
    const twin = seen.get(key);
    if (twin === undefined) {
      seen.set(key, c);
      return [];
    }
    const what = `the variant "${variantOf(c)}" is the same as "${variantOf(twin)}" once its patch is made`;
    const hint = 'correct the patch (does it name what is in the file?), or remove the variant';
    return [error(c, ['id'], { what, hint })];
  });
}

const byPlace = (a: Case, b: Case): number => placeOf(a) - placeOf(b);
const placeOf = ({ source }: Case): number => Number(source.variant?.[1] ?? 0);
const variantOf = ({ id }: Case): string => id.slice(id.indexOf('#') + 1);

function error(c: Case, path: Path, complaint: Omit<Complaint, 'code'>, round?: number): ScenarioError {
  const source = round === undefined ? c.source : { ...c.source, round };
  return new ScenarioError({ code: 'lint', ...complaint }, locate(source, path, 'key'));
}
