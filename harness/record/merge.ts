import { recordError } from './record-error.ts';
import type {
  Place,
  RecordedCase,
  RecordedImplementation,
  RecordedRun,
  RecordedVerdict,
} from './recorded-run.ts';

const SAME_AGAIN = 'run both with the same checkout, the same --spec and the same --level';

/**
 * Joins the records of several runs into one: the parts of one implementation's library, or several implementations. They
 * have to be about the same: the same library, version and level, and the same world of each case. A verdict may stand in
 * two of them if it is the same one.
 */
export function mergeRuns([first, ...others]: readonly [RecordedRun, ...RecordedRun[]]): RecordedRun {
  if (others.length === 0) return first;
  const runs = [first, ...others];
  for (const other of others) checkTogether(first, other);
  const end = endOf(runs);
  return {
    files: runs.flatMap(({ files }) => files),
    header: { ...first.header, ...headersOf(runs) },
    implementations: unique(
      runs.flatMap(({ implementations }) => implementations),
      idOf,
      sameImplementation(runs),
    ),
    asked: runs.flatMap(({ asked }) => asked),
    findings: unique(
      runs.flatMap(({ findings }) => findings),
      ({ implementation, text }) => `${implementation} ${text}`,
    ),
    cases: casesOf(runs, ({ cases }) => cases),
    again: casesOf(runs, ({ again }) => again),
    verdicts: verdictsOf(runs),
    late: unique(
      runs.flatMap(({ late }) => late),
      ({ implementation, id }) => `${implementation} ${id}`,
    ),
    stderr: new Map(runs.flatMap(({ stderr }) => [...stderr])),
    clauses: new Map(runs.flatMap(({ clauses }) => [...clauses])),
    interrupted: end === undefined,
    ...(end && { end }),
    remarks: [...new Set(runs.flatMap(({ remarks }) => remarks))],
  };
}

/** What has to be the same in all of them, in words. */
function identityOf({ header }: RecordedRun): Readonly<Record<string, string>> {
  const { format, spec } = header;
  const common = { format: String(format), 'version of the specification': spec };
  if (header.format === 1) return common;
  return { ...common, level: header.options.level, library: header.library ?? 'none' };
}

function checkTogether(a: RecordedRun, b: RecordedRun): void {
  const [mine, theirs] = [identityOf(a), identityOf(b)];
  for (const [what, value] of Object.entries(theirs)) {
    if (mine[what] === value) continue;
    const text = `it has another ${what} than ${told(a.header.place)}: ${value} and ${mine[what]}`;
    throw recordError('records-apart', b.header.place, text, SAME_AGAIN);
  }
}

const told = ({ file, line }: Place) => `${file}:${line}`;

function headersOf(runs: readonly RecordedRun[]) {
  const implementations = [...new Set(runs.flatMap(({ header }) => header.implementations))];
  const cases = new Set(
    runs.flatMap(({ cases: of }) => [...of.values()].flatMap(({ case: c }) => (c.twin ? [] : c.id))),
  );
  const trust = runs.some(({ header }) => 'trust' in header && header.trust);
  return { implementations, cases: cases.size, ...(trust && { trust: true as const }) };
}

const idOf = ({ implementation }: RecordedImplementation) => implementation;

function sameImplementation(runs: readonly RecordedRun[]) {
  return (a: RecordedImplementation, b: RecordedImplementation): void => {
    if (a.version === b.version || a.version === '' || b.version === '') return;
    const of = runs.find(({ implementations }) => implementations.includes(b)) ?? runs[0];
    const text = `${b.implementation} is version ${b.version} here, and ${a.version} in another of the records`;
    if (of) throw recordError('records-apart', of.header.place, text, 'give each its own name: -i NAME=…');
  };
}

/** The first of each; `compare` may object to another. */
function unique<T>(
  all: readonly T[],
  keyOf: (one: T) => string,
  compare: (a: T, b: T) => void = () => {},
): T[] {
  const known = new Map<string, T>();
  for (const one of all) {
    const before = known.get(keyOf(one));
    if (before) compare(before, one);
    else known.set(keyOf(one), one);
  }
  return [...known.values()];
}

function casesOf(
  runs: readonly RecordedRun[],
  of: (run: RecordedRun) => ReadonlyMap<string, RecordedCase>,
): ReadonlyMap<string, RecordedCase> {
  const all = runs.flatMap((run) => [...of(run).values()]);
  const known = unique(
    all,
    ({ case: c }) => c.id,
    (a, b) => {
      if (withoutPlace(a) === withoutPlace(b)) return;
      const text = `the case ${b.case.id} is another one than in ${told(a.place)}`;
      throw recordError(
        'records-apart',
        b.place,
        text,
        'name the same cases in each run, or all: addresses depend on the choice',
      );
    },
  );
  return new Map(known.map((one) => [one.case.id, one]));
}

function verdictsOf(runs: readonly RecordedRun[]): readonly RecordedVerdict[] {
  const all = runs.flatMap(({ verdicts }) => verdicts);
  return unique(
    all,
    ({ implementation, id }) => `${implementation} ${id}`,
    (a, b) => {
      if (withoutPlace(a) === withoutPlace(b)) return;
      const text = `${b.implementation} in ${b.id} is judged a second time; the first is in ${told(a.place)}`;
      throw recordError(
        'record-verdict-twice',
        b.place,
        text,
        'join records of which each has cases of its own',
      );
    },
  );
}

function withoutPlace({ place: _, ...rest }: { readonly place: Place }): string {
  return JSON.stringify(rest);
}

/** None, where one of them was interrupted. What a whole library tells is known only where one run has all of it. */
function endOf(runs: readonly RecordedRun[]): RecordedRun['end'] {
  const ends = runs.flatMap(({ end }) => end ?? []);
  const [first] = ends;
  if (first === undefined || ends.length < runs.length) return undefined;
  const names = new Set(ends.flatMap(({ counts }) => Object.keys(counts)));
  const verdicts = verdictsOf(runs);
  const counts = [...names].map((name) => {
    const zero = Object.values(ends).flatMap(({ counts: of }) => of[name] ?? [])[0];
    const own = verdicts.filter(({ implementation }) => implementation === name);
    const entries = Object.keys(zero ?? {}).map((status) => [
      status,
      own.filter((one) => one.status === status).length,
    ]);
    return [name, Object.fromEntries(entries)] as const;
  });
  return {
    complete: true,
    ...(ends.some(({ early }) => early) && { early: true as const }),
    counts: Object.fromEntries(counts),
    unexpected: ends.reduce((sum, { unexpected }) => sum + unexpected, 0),
    problems: ends.flatMap(({ problems }) => problems),
    conformance: Object.fromEntries(
      [...names].flatMap((name) => {
        const of = ends.filter(({ counts: own }) => name in own);
        const [only] = of.length === 1 ? of : [];
        return only?.conformance[name] ? [[name, only.conformance[name]]] : [];
      }),
    ),
    ms: ends.reduce((sum, { ms }) => sum + ms, 0),
  };
}
