import { type Case, type ExpectedConnection, isAboutStalls, type SpecVersion } from '../../model/index.ts';
import {
  type BindAgain,
  byPlainness,
  type EarlierVariants,
  faultOfId,
  locate,
  parseId,
  type Rebind,
  ScenarioError,
  type Siblings,
} from '../../scenario/index.ts';
import { clauses, isDemand } from '../clause.ts';
import { consultOracle } from '../server-discovery/oracle.ts';
import type { Outcome, Reached } from '../server-discovery/outcome.ts';
import { applies, DEFAULT_SPEC_VERSION, inSpan, SPEC_VERSIONS } from '../version.ts';
import { type CertificateExchange, exchanged, exchangesOf } from './twins-exchange.ts';

/** What a case is derived with: as it was loaded. */
export interface Kin {
  readonly rebind: Rebind;
  readonly earlier: EarlierVariants;
}

/**
 * The negative twins of a case: its world once more, in which the listener that is reached, or one on the way to the
 * well-known file, shows a certificate that has to be refused. What must come of that is the oracle's word alone.
 * What an earlier variant of the same file shows in its twins is not shown again.
 */
export function twinsOf(parent: Case, kin: Kin, wanted: SpecVersion = DEFAULT_SPEC_VERSION): readonly Case[] {
  return derived(parent, kin, wanted);
}

/**
 * The twins of a whole library. A certificate for another name of the case is shown in each; one that is wrong
 * anywhere only once for a family and a step, in the plainest case: whoever accepts it there accepts it in the others.
 */
export function twinsOfLibrary(
  cases: readonly Case[],
  kin: Kin,
  wanted: SpecVersion = DEFAULT_SPEC_VERSION,
): readonly Case[] {
  const shown = new Set<string>();
  return cases.toSorted(byPlainness).flatMap((parent) => derived(parent, kin, wanted, shown));
}

/** `shown`: what is wrong anywhere and need not be shown again; what is shown now is added. */
function derived(
  parent: Case,
  { rebind, earlier }: Kin,
  wanted: SpecVersion,
  shown = new Set<string>(),
): readonly Case[] {
  const own = exchangesIn(parent, wanted);
  if (own === undefined) return [];
  const { outcome, version } = own;
  const isTold = shownEarlier(earlier(parent), wanted);
  return own.exchanges.flatMap((exchange) => {
    const way = `${parent.family} ${outcome.step} ${exchange.role}`;
    if (isTold(keyOf(outcome, exchange)) || shown.has(way)) return [];
    const again = rebind(parent, twinId(parent, exchange.role));
    if (again === undefined) return [];
    const world = exchanged(again, inTheWorldOf(again, parent, exchange));
    const twins = derive(parent, outcome, world, exchange, version);
    if (twins.length > 0 && exchange.wrongAnywhere) shown.add(way);
    return twins;
  });
}

/** A twin for being asked once more, with names and addresses of its own; undefined where it cannot be there twice. */
export function twinAgain(
  { id, twin }: Case,
  parent: Case,
  bindAgain: BindAgain,
  wanted: SpecVersion = DEFAULT_SPEC_VERSION,
): Case | undefined {
  const own = exchangesIn(parent, wanted);
  const exchange = own?.exchanges.find(({ role }) => role === twin?.role);
  const again = exchange && bindAgain(parent, id);
  if (own === undefined || exchange === undefined || again === undefined) return undefined;
  const world = exchanged(again, inTheWorldOf(again, parent, exchange));
  const [made] = derive(parent, own.outcome, world, exchange, own.version);
  return made;
}

interface Exchanges {
  readonly outcome: Outcome;
  readonly version: SpecVersion;
  readonly exchanges: readonly CertificateExchange[];
}

/** A case is asked for its own by lint, by what derives its twins, and for each variant behind it. */
const exchangesBefore = new WeakMap<Case, Map<SpecVersion, Exchanges | undefined>>();

function exchangesIn(parent: Case, wanted: SpecVersion): Exchanges | undefined {
  const known = exchangesBefore.get(parent) ?? new Map<SpecVersion, Exchanges | undefined>();
  exchangesBefore.set(parent, known);
  if (!known.has(wanted)) known.set(wanted, findExchanges(parent, wanted));
  return known.get(wanted);
}

function findExchanges(parent: Case, wanted: SpecVersion): Exchanges | undefined {
  const version = versionFor(parent, wanted);
  if (version === undefined || !mayHaveTwins(parent)) return undefined;
  const outcome = consultOracle(parent, version);
  if (goesInCircles(outcome)) return undefined;
  return { outcome, version, exchanges: exchangesOf(parent, outcome) };
}

/** What the variants of one file show: each thing with the first that shows it, as far as it was looked at. */
interface Shown {
  readonly first: Map<string, number>;
  looked: number;
}

/** By version. Each variant is a sibling of all that follow it: with 10,000, looking at all of them for each took minutes. */
const shownBefore = new WeakMap<Siblings, Map<SpecVersion, Shown>>();

/** Whether one of the variants before it shows this. */
function shownEarlier(
  { siblings, before }: ReturnType<EarlierVariants>,
  wanted: SpecVersion,
): (key: string) => boolean {
  const known = shownBefore.get(siblings) ?? new Map<SpecVersion, Shown>();
  shownBefore.set(siblings, known);
  const shown = known.get(wanted) ?? { first: new Map<string, number>(), looked: 0 };
  known.set(wanted, shown);
  for (; shown.looked < before; shown.looked++)
    for (const key of siblings.at(shown.looked).flatMap((sibling) => shownBy(sibling, wanted)))
      if (!shown.first.has(key)) shown.first.set(key, shown.looked);
  return (key) => (shown.first.get(key) ?? before) < before;
}

function shownBy(sibling: Case, wanted: SpecVersion): string[] {
  const of = exchangesIn(sibling, wanted);
  return of?.exchanges.map((exchange) => keyOf(of.outcome, exchange)) ?? [];
}

/** By the same step to the same listener, where the same certificate of another has to be refused. */
function keyOf({ step, connect }: Outcome, { role, listener }: CertificateExchange): string {
  return [step, role, listener, ...connect.flatMap(({ to, sni }) => [...to, sni === null])].join(' ');
}

/** every twin would be led round as many times as its parent, and tell what one without a loop tells. */
const goesInCircles = ({ trace }: Outcome): boolean => trace.some(({ clause }) => clause === 'R-4');

const twinId = (parent: Case, role: string): string => `${parent.id}~${role}`;

/** A case whose id leaves no room for those of its twins, which are parts of server names like it. */
export function checkTwins(parent: Case): ScenarioError[] {
  const faults = (exchangesIn(parent, DEFAULT_SPEC_VERSION)?.exchanges ?? []).flatMap(({ role }) => {
    const parts = parseId(twinId(parent, role));
    return (parts && faultOfId(parts)) ?? [];
  });
  const [what] = faults.sort((a, b) => b.length - a.length);
  if (what === undefined) return [];
  const hint = 'shorten the name of the file or of the variant';
  const position = locate(parent.source, parent.source.variant ? ['id'] : []);
  return [
    new ScenarioError(
      { code: 'lint', what: `no room for the twins of ${parent.id}: ${what}`, hint },
      position,
    ),
  ];
}

/**
 * A case that came later than that version is skipped there, and its twins with it: they are those of the latest it is part
 * of. One that was over by then is of no interest any more, and has none.
 */
function versionFor(c: Case, wanted: SpecVersion): SpecVersion | undefined {
  if (applies(c, wanted)) return wanted;
  return inSpan({ until: c.until }, wanted)
    ? SPEC_VERSIONS.findLast((version) => applies(c, version))
    : undefined;
}

/**
 * Positive, scored MUST or implied, with one right answer. Cases about stalls have none, because each would wait as long
 * as its parent and tell nothing new; a case with a setting of the whole machine has the machine to itself; and signing a
 * request changes nothing about whom it may go to, which the same ways show without it.
 */
export function mayHaveTwins(c: Case): boolean {
  const one = c.expect.connect.length === 1 && c.tolerate.length === 0;
  const signed = c.needs.includes('signed');
  return one && isStrict(c) && c.machine === undefined && !signed && !isAboutStalls(c);
}

function isStrict({ level, clauses: cited }: Case): boolean {
  if (level !== undefined) return isDemand(level);
  return clauses.some((clause) => cited.includes(clause.id) && isDemand(clause.level));
}

function derive(
  parent: Case,
  before: Outcome,
  world: Case,
  exchange: CertificateExchange,
  version: SpecVersion,
): Case[] {
  const after = consultOracle(world, version);
  if (!tells(exchange, before, after)) return [];
  const { level: _, note: __, needs, ...rest } = world;
  const clause = exchange.at === 'target' ? after.clauses.cert : after.clauses.to;
  const refuse = after.connect.length === 0;
  return [
    {
      ...rest,
      title: titleOf(exchange),
      clauses: [clause],
      note: `Twin of ${parent.id}. It counts only where that case shows that the right listener is reached.`,
      // Words do not show which certificates are accepted.
      needs: ['connect', ...needs.filter((need) => need !== 'connect')],
      see: [],
      expect: {
        step: after.step,
        connect: after.connect.map(expected),
        refuse,
        ...(refuse && { control: parent.id }),
        saw: [],
        never: [],
        atMost: [],
      },
      twin: { parent: parent.id, role: exchange.role, listener: exchange.listener },
    },
  ];
}

/** Whether the wire shows who accepted the certificate: it leads somewhere else than the right one, and nothing is open. */
function tells({ at }: CertificateExchange, before: Outcome, after: Outcome): boolean {
  if (before.open.length > 0 || after.open.length > 0) return false;
  if (at === 'target') return after.connect.length === 0 && after.clauses.to === after.clauses.cert;
  const reached = before.connect.flatMap(({ to }) => [...to]);
  const elsewhere = after.connect.every(({ to }) => !to.some((id) => reached.includes(id)));
  return elsewhere && /^[456]$/.test(after.step);
}

/** A twin's names are its parent's under another server name, and its hosts have other addresses. */
function inTheWorldOf(twin: Case, parent: Case, exchange: CertificateExchange): CertificateExchange {
  const addresses = new Map(
    parent.hosts.flatMap(({ ipv4, ipv6 }, i) => {
      const own = twin.hosts[i];
      return own
        ? ([
            [ipv4, own.ipv4],
            [ipv6, own.ipv6],
          ] as const)
        : [];
    }),
  );
  const names = exchange.certificate.names.map((name) => {
    const ours = name.toLowerCase() === parent.name || name.toLowerCase().endsWith(`.${parent.name}`);
    return ours ? name.slice(0, -parent.name.length) + twin.name : (addresses.get(name) ?? name);
  });
  return { ...exchange, certificate: { ...exchange.certificate, names } };
}

function expected({ to, host, cert, sni }: Reached): ExpectedConnection {
  return { to, host, cert, sni };
}

function titleOf({ at, listener, text }: CertificateExchange): string {
  const shown = `${listener} shows a certificate ${text}`;
  return at === 'target' ? `${shown}: nothing is sent to it` : `${shown}: the well-known file does not count`;
}
