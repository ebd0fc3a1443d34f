import type { Case, EventPattern, ExpectedConnection } from './case.ts';
import { certificateFor, covers, hostOfServer, listenerOf, namesOf } from './cover.ts';
import { locate, type Path } from './document.ts';
import { type Complaint, ScenarioError } from './error.ts';
import { labelsInUse } from './mention.ts';
import { isAddress } from './name.ts';
import { caseOfStep } from './question.ts';

interface Finding {
  readonly path: Path;
  readonly what: string;
  readonly hint: string;
}

/** The rules of a good case that need nothing but its file. What it expects is held against the specification elsewhere. */
export function lintCase(c: Case): readonly ScenarioError[] {
  if (c.steps === undefined) return examine(c, OF_A_CASE);
  const steps = c.steps.flatMap((_, index) => examine(caseOfStep(c, index), OF_A_CASE));
  return [...steps, ...examine(c, [noTurns])];
}

type Rule = (c: Case) => Finding[];

const OF_A_CASE: readonly Rule[] = [
  decides,
  hasControl,
  namesAreOfTheCase,
  certificates,
  unusedHosts,
  patternsCanMatch,
  optimisations,
];

function examine(c: Case, rules: readonly Rule[]): readonly ScenarioError[] {
  return rules.flatMap((rule) =>
    rule(c).map(({ path, what, hint }) => {
      const complaint: Complaint = { code: 'lint', what, hint };
      return new ScenarioError(complaint, locate(c.source, path));
    }),
  );
}

function decides({ expect }: Case): Finding[] {
  if (expect.refuse || expect.connect.length > 0) return [];
  const what = '"expect" says neither where the request goes nor that there is none';
  return [{ path: ['expect'], what, hint: 'write "connect" or "refuse": true' }];
}

/** Silence alone proves nothing: the implementation may not have been asked at all. */
function hasControl({ expect }: Case): Finding[] {
  if (!expect.refuse || expect.control !== undefined) return [];
  const what = '"refuse" alone would be met by an implementation that does nothing';
  return [
    { path: ['expect', 'refuse'], what, hint: 'name in "control" a positive case that is like this one' },
  ];
}

function namesAreOfTheCase(c: Case): Finding[] {
  const isOurs = (host: string): boolean => {
    const name = hostOfServer(host);
    return isAddress(name) || name === c.name || name.endsWith(`.${c.name}`) || Object.hasOwn(c.zone, name);
  };
  // The Host of a bad server name is whatever the author says.
  const odd = !isOurs(c.server);
  return connections(c).flatMap(({ expected, path }) =>
    (['host', 'cert', 'sni'] as const).flatMap((key) => {
      const value = expected[key];
      if (odd || value === undefined || value === null || isOurs(value)) return [];
      const hint = `write it as a placeholder: "{${value}}"`;
      return [{ path: [...path, key], what: `"${value}" is no name of this case`, hint }];
    }),
  );
}

/** The right listener convinces only who checks the right name, so that every wrong check shows. */
function certificates(c: Case): Finding[] {
  return connections(c).flatMap(({ expected, path }) =>
    expected.to.flatMap((to): Finding[] => {
      const listener = listenerOf(c, to);
      if (listener === undefined) return [];
      const sni =
        expected.sni === undefined ? (isAddress(expected.cert) ? null : expected.cert) : expected.sni;
      const certificate = certificateFor(listener, sni);
      if (certificate === undefined) {
        const what = `${to} has no certificate, so no request can be expected there`;
        return [{ path: [...path, 'to'], what, hint: 'give the listener a "cert"' }];
      }
      const at: Path = ['hosts', listener.host, String(listener.port), 'cert'];
      if (!covers(certificate, expected.cert)) {
        const what = `the certificate of ${to} is not for ${expected.cert}, which "expect" wants it to be for`;
        return [{ path: at, what, hint: 'add the name to "cert", or expect "refuse"' }];
      }
      const wanted = connections(c)
        .filter((each) => each.expected.to.includes(to))
        .map((each) => each.expected.cert);
      const extra = namesOf(c).find(
        (name) => covers(certificate, name) && !wanted.some((each) => same(each, name)),
      );
      if (extra === undefined || !isScored(c)) return [];
      const what = `the certificate of ${to} is also for ${extra}: a client that checks that name would not be noticed`;
      return [{ path: at, what, hint: `let it be for ${expected.cert} only` }];
    }),
  );
}

const same = (a: string, b: string): boolean => covers({ names: [a] }, b);

function unusedHosts(c: Case): Finding[] {
  const used = labelsInUse(c.source);
  return c.hosts
    .filter(({ label }) => !used.has(label))
    .map(({ label }) => ({
      path: ['hosts', label],
      what: `nothing leads to the host "${label}"`,
      hint: `give a name its address in "dns", write {ipv4 ${label}} somewhere, or remove it`,
    }));
}

function patternsCanMatch(c: Case): Finding[] {
  return patterns(c).flatMap(({ pattern, path }) => {
    const why = whyNever(c, pattern);
    return why === undefined
      ? []
      : [{ path, what: `"${pattern.text}" can never match: ${why}`, hint: 'correct it' }];
  });
}

function whyNever(c: Case, pattern: EventPattern): string | undefined {
  if (pattern.kind === 'dns') {
    const { name } = pattern;
    if (name === '*' || name === c.name || name.endsWith(`.${c.name}`) || Object.hasOwn(c.zone, name))
      return undefined;
    return `${name} is no name of this case`;
  }
  if (pattern.kind === 'syn' && !c.needs.includes('syn')) return '"needs" does not have "syn"';
  const [label, port = '*'] = pattern.to.split(':');
  const listeners = c.hosts
    .flatMap((host) => host.listeners)
    .filter((each) => (label === '*' || each.host === label) && (port === '*' || String(each.port) === port));
  // An attempt is seen whether or not anybody listens, if only it leaves the machine.
  if (pattern.kind === 'syn') {
    const leaves = listeners.length === 0 || listeners.some(({ fault }) => fault !== 'unreachable');
    return leaves ? undefined : `there is no route to ${pattern.to}, so nothing is sent`;
  }
  if (listeners.length === 0) return `there is no listener ${pattern.to}`;
  if (listeners.every(({ fault }) => fault === 'blackhole' || fault === 'unreachable')) {
    return `a connection to ${pattern.to} never arrives`;
  }
  if (pattern.kind === 'http' && listeners.every(({ fault = 'plain-http' }) => fault !== 'plain-http')) {
    return `${pattern.to} never gets as far as HTTP`;
  }
  return undefined;
}

/** Clauses that forbid endless repetition itself, and not only what comes of it. */
const AGAINST_LOOPS = new Set(['R-4', 'S3-r', 'CD-19']);

/** Clauses that forbid going on to yet another port or to clear text. */
const AGAINST_OTHER_PORTS = new Set(['S6-d', 'D-9']);

/** Nothing in the world leads to the port, and nothing in the specification: no early connection goes there. */
function isForbiddenPort(c: Case, pattern: EventPattern): boolean {
  if (pattern.kind !== 'syn' || !c.clauses.some((clause) => AGAINST_OTHER_PORTS.has(clause))) return false;
  const port = Number(pattern.to.split(':')[1]);
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
function optimisations(c: Case): Finding[] {
  if (!isScored(c)) return [];
  return patterns(c).flatMap(({ key, pattern, path }) => {
    if (key === 'saw' || pattern.kind === 'tls' || pattern.kind === 'http') return [];
    if (isForbiddenPort(c, pattern)) return [];
    if (key === 'atMost' && c.clauses.some((clause) => AGAINST_LOOPS.has(clause))) return [];
    const what = `"${key}" of a ${pattern.kind} event: extra questions and early connections are legal (D-6)`;
    return [{ path, what, hint: 'write an http pattern, or "level": "record"' }];
  });
}

/** Which turn it is depends on how often everybody asked before, and that is nobody's duty. */
function noTurns({ steps = [] }: Case): Finding[] {
  const path = ['steps'];
  const hint = 'write a "change" of a later step instead';
  return steps.flatMap(({ zone, hosts }) => {
    const names = Object.entries(zone).filter(([, sets]) => sets.some(({ answers }) => answers.length > 1));
    const listeners = hosts
      .flatMap((host) => host.listeners)
      .filter(({ routes }) => routes.some(({ answers }) => answers.length > 1));
    const places = [...names.map(([name]) => name), ...listeners.map(({ host, port }) => `${host}:${port}`)];
    return places.map((place) => ({ path, what: `${place} answers in turn, in a case with steps`, hint }));
  });
}

function isScored({ level }: Case): boolean {
  return level !== 'record' && level !== 'ambiguous';
}

function connections(c: Case): readonly { readonly expected: ExpectedConnection; readonly path: Path }[] {
  return [
    ...c.expect.connect.map((expected, index) => ({ expected, path: ['expect', 'connect', index] })),
    ...c.tolerate.flatMap(({ connect }, tolerance) =>
      connect.map((expected, index) => ({ expected, path: ['tolerate', tolerance, 'connect', index] })),
    ),
  ];
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
