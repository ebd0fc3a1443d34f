import {
  type Case,
  type Certificate,
  canonical,
  canonicalAddress,
  caseOfRound,
  certificateShown,
  covers,
  type ExpectedConnection,
  expectedSni,
  listenerId,
  listenerOf,
  partlyCovers,
  type Site,
  sitesOf,
  splitHostPort,
} from '../../model/index.ts';
import { locate, type Path } from '../file/document.ts';
import { type Complaint, ScenarioError } from '../file/error.ts';
import { decoyOn443 } from './decoy-on-443.ts';
import { isScored, type LintFinding } from './finding.ts';
import { optimisations, patternsCanMatch } from './lint-patterns.ts';
import { labelsInUse } from './mention.ts';
import { namesToCheck } from './names-to-check.ts';

/** The rules of a good case that need nothing but its file. What it expects is held against the specification elsewhere. */
export function lintCase(c: Case): readonly ScenarioError[] {
  if (c.rounds === undefined) return examine(c, OF_A_CASE);
  const rounds = c.rounds.flatMap((_, index) => examine(caseOfRound(c, index), OF_A_CASE));
  return [...rounds, ...examine(c, [noTurns])];
}

type Rule = (c: Case) => LintFinding[];

const OF_A_CASE: readonly Rule[] = [
  isTitled,
  decides,
  hasControl,
  namesAreOfTheCase,
  certificates,
  unusedHosts,
  decoyOn443,
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

/** What `signpost new` writes where the title goes. */
export const UNTITLED = 'say in one sentence what must happen';

function isTitled({ title }: Case): LintFinding[] {
  if (!title.includes(UNTITLED)) return [];
  return [{ path: ['title'], what: 'the title is still that of the template', hint: UNTITLED }];
}

function decides({ expect }: Case): LintFinding[] {
  if (expect.refuse || expect.connect.length > 0) return [];
  const what = '"expect" says neither where the request goes nor that there is none';
  return [{ path: ['expect'], what, hint: 'write "connect" or "refuse": true' }];
}

/** Silence alone proves nothing: the implementation may not have been asked at all. */
function hasControl({ expect }: Case): LintFinding[] {
  if (!expect.refuse || expect.control !== undefined) return [];
  const what = '"refuse" alone would be met by an implementation that does nothing';
  return [
    { path: ['expect', 'refuse'], what, hint: 'name in "control" a positive case that is like this one' },
  ];
}

function namesAreOfTheCase(c: Case): LintFinding[] {
  const isOurs = (text: string): boolean => {
    const { host } = splitHostPort(text);
    if (canonicalAddress(host) !== undefined) return true;
    // AMB-19: a final dot makes no other name of it.
    const name = canonical(host);
    return name === c.name || name.endsWith(`.${c.name}`) || Object.hasOwn(c.zone, name);
  };
  // The Host of a bad server name is whatever the author says.
  const odd = !isOurs(c.server);
  return connections(c).flatMap(({ expected, path }) =>
    (['host', 'cert', 'sni'] as const).flatMap((key) => {
      const value = expected[key];
      if (odd || value === undefined || value === null || isOurs(value)) return [];
      const hint = `write it as a placeholder: "${value.replace(/^[^:]*/, '{$&}')}"`;
      return [{ path: [...path, key], what: `"${value}" is no name of this case`, hint }];
    }),
  );
}

/** The right listener convinces only who checks the right name, so that every wrong check shows. */
function certificates(c: Case): LintFinding[] {
  return connections(c).flatMap(({ expected, path }) =>
    expected.to.flatMap((to): LintFinding[] => {
      const listener = listenerOf(c, to);
      if (listener === undefined) return [];
      const certificate = certificateShown(listener.cert, expectedSni(expected));
      if (certificate === undefined) {
        const what = `${to} has no certificate, so no request can be expected there`;
        return [{ path: [...path, 'to'], what, hint: 'give the listener a "cert"' }];
      }
      const at: Path = ['hosts', listener.host, String(listener.port), 'cert'];
      if (!mayCover(c, certificate, expected.cert)) {
        const what = `the certificate of ${to} is not for ${expected.cert}, which "expect" wants it to be for`;
        return [{ path: at, what, hint: 'add the name to "cert", or expect "refuse"' }];
      }
      const wanted = connections(c)
        .filter((each) => each.expected.to.includes(to))
        .map((each) => each.expected.cert);
      const extra = namesToCheck(c).find(
        (name) => covers(certificate.names, name) && !wanted.some((each) => same(each, name)),
      );
      if (extra === undefined || !isScored(c)) return [];
      const what = `the certificate of ${to} is also for ${extra}: a client that checks that name would not be noticed`;
      return [{ path: at, what, hint: `let it be for ${expected.cert} only` }];
    }),
  );
}

/** RFC 9525 6.3: some verifiers go further, where nobody is held to either answer. */
function mayCover(c: Case, { names }: Certificate, name: string): boolean {
  return covers(names, name) || (!isScored(c) && partlyCovers(names, name));
}

const same = (a: string, b: string): boolean => covers([a], b);

function unusedHosts(c: Case): LintFinding[] {
  const used = labelsInUse(c.source);
  return c.hosts
    .filter(({ label }) => !used.has(label))
    .map(({ label }) => ({
      path: ['hosts', label],
      what: `nothing leads to the host "${label}"`,
      hint: `give a name its address in "dns", write {ipv4 ${label}} somewhere, or remove it`,
    }));
}

/** Which turn it is depends on how often everybody asked before, and that is nobody's duty. */
function noTurns({ rounds = [] }: Case): LintFinding[] {
  const path = ['rounds'];
  const hint = 'write a "change" of a later round instead';
  return rounds.flatMap(({ zone, hosts }) => {
    const names = Object.entries(zone).filter(([, sets]) => sets.some(({ answers }) => answers.length > 1));
    const listeners = hosts
      .flatMap((host) => host.listeners)
      .filter((listener) => sitesOf(listener).some(hasTurns));
    const places = [...names.map(([name]) => name), ...listeners.map(listenerId)];
    return places.map((place) => ({ path, what: `${place} answers in turn, in a case with rounds`, hint }));
  });
}

const hasTurns = ({ routes }: Site): boolean => routes.some(({ answers }) => answers.length > 1);

function connections(c: Case): readonly { readonly expected: ExpectedConnection; readonly path: Path }[] {
  return [
    ...c.expect.connect.map((expected, index) => ({ expected, path: ['expect', 'connect', index] })),
    ...c.tolerate.flatMap(({ connect }, tolerance) =>
      connect.map((expected, index) => ({ expected, path: ['tolerate', tolerance, 'connect', index] })),
    ),
  ];
}
