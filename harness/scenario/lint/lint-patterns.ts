import { type Case, type EventPattern, getsAsFarAs, splitListenerId } from '../../model/index.ts';
import type { Path } from '../file/document.ts';
import { isScored, type LintFinding } from './finding.ts';
import { type Leads, leadsOf, nameOfService } from './leads.ts';

export function patternsCanMatch(c: Case): LintFinding[] {
  const all = patterns(c);
  if (all.length === 0) return [];
  const leads = leadsOf(c);
  return all.flatMap(({ pattern, path }) => {
    const why = whyNever(c, pattern, leads);
    return why === undefined
      ? []
      : [{ path, what: `"${pattern.text}" can never match: ${why}`, hint: 'correct it' }];
  });
}

function whyNever(c: Case, pattern: EventPattern, leads: Leads): string | undefined {
  if (pattern.kind === 'dns') return whyNeverAsked(c, pattern.name, leads);
  if (pattern.kind === 'syn' && !c.needs.includes('syn')) return '"needs" does not have "syn"';
  const { host: label, port = '*' } = splitListenerId(pattern.to);
  const listeners = c.hosts
    .flatMap((host) => host.listeners)
    .filter((each) => (label === '*' || each.host === label) && (port === '*' || String(each.port) === port));
  // An attempt is seen whether or not anybody listens, if only it leaves the machine.
  if (pattern.kind === 'syn') {
    const leaves = listeners.length === 0 || listeners.some(({ fault }) => getsAsFarAs('syn', fault));
    return leaves ? undefined : `there is no route to ${pattern.to}, so nothing is sent`;
  }
  if (listeners.length === 0) return `there is no listener ${pattern.to}`;
  if (!listeners.some(({ fault }) => getsAsFarAs('tcp', fault))) {
    return `a connection to ${pattern.to} never arrives`;
  }
  if (pattern.kind === 'http' && !listeners.some(({ fault }) => getsAsFarAs('http', fault))) {
    return `${pattern.to} never gets as far as HTTP`;
  }
  if (pattern.kind !== 'tls') return undefined;
  if (!listeners.some(({ fault }) => getsAsFarAs('tls', fault))) {
    return `${pattern.to} reads no ClientHello`;
  }
  return whyNeverAsked(c, pattern.sni, leads);
}

/** Nobody asks for a name that nothing leads to: most likely it is misspelled. */
function whyNeverAsked(c: Case, name: string, leads: Leads): string | undefined {
  if (name.includes('*')) return undefined;
  if (
    name !== c.name &&
    !name.endsWith(`.${c.name}`) &&
    !Object.hasOwn(c.zone, name) &&
    !leads.names.has(name)
  )
    return `${name} is no name of this case`;
  const known = [name, nameOfService(name)].some((each) => each === c.name || leads.names.has(each));
  return known ? undefined : `nothing leads to the name ${name}`;
}

/** Clauses that forbid endless repetition itself, and not only what comes of it. */
const AGAINST_LOOPS = new Set(['R-4', 'S3-r', 'CD-19']);

/** Clauses that forbid going on to yet another port or to clear text. */
const AGAINST_OTHER_PORTS = new Set(['S6-d', 'D-9']);

/** Nothing in the world leads to the port, and nothing in the specification: no early connection goes there. */
function isForbiddenPort(c: Case, pattern: EventPattern): boolean {
  if (pattern.kind !== 'syn' || !restsOn(c, pattern, AGAINST_OTHER_PORTS)) return false;
  const port = Number(splitListenerId(pattern.to).port);
  const listeners = c.hosts.flatMap((host) => host.listeners);
  const led = [443, 8448, ...listeners.map((listener) => listener.port), ...srvPorts(c)];
  return Number.isInteger(port) && !led.includes(port);
}

function srvPorts({ zone }: Case): number[] {
  return Object.values(zone)
    .flat()
    .flatMap(({ answers }) => answers.flatMap(({ records, additional }) => [...records, ...additional]))
    .flatMap((record) => (record.type === 'SRV' ? [record.port] : []));
}

/** D-6: extra questions and early connections are legal; only requests decide. */
export function optimisations(c: Case): LintFinding[] {
  if (!isScored(c)) return [];
  return patterns(c).flatMap(({ key, pattern, path }) => {
    if (key === 'saw' || pattern.kind === 'tls' || pattern.kind === 'http') return [];
    if (isForbiddenPort(c, pattern)) return [];
    if (key === 'atMost' && restsOn(c, pattern, AGAINST_LOOPS)) return [];
    const what = `"${key}" of a ${pattern.kind} event: extra questions and early connections are legal (D-6)`;
    return [{ path, what, hint: 'write an http pattern, or "level": "record"' }];
  });
}

function restsOn(c: Case, { clause }: EventPattern, some: ReadonlySet<string>): boolean {
  return (clause === undefined ? c.clauses : [clause]).some((id) => some.has(id));
}

interface PlacedPattern {
  readonly key: 'saw' | 'never' | 'atMost';
  readonly pattern: EventPattern;
  readonly path: Path;
}

function patterns({ expect }: Case): readonly PlacedPattern[] {
  return [
    ...expect.saw.map((pattern, index) => ({ key: 'saw', pattern, path: ['expect', 'saw', index] }) as const),
    ...expect.never.map(
      (pattern, index) => ({ key: 'never', pattern, path: ['expect', 'never', index] }) as const,
    ),
    ...expect.atMost.map(
      ({ pattern }, index) =>
        ({ key: 'atMost', pattern, path: ['expect', 'atMost', index, 'pattern'] }) as const,
    ),
  ];
}
