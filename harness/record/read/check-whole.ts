import { isDemand } from '../../oracle/index.ts';
import { EDITED, recordError } from '../record-error.ts';
import type { Place, RecordedVerdict } from '../recorded-run.ts';
import { digestOfIds } from '../write/digest-of-ids.ts';
import type { CollectedRun } from './collected-lines.ts';

type EndedRun = CollectedRun & { readonly end: NonNullable<CollectedRun['end']> };

/** A run that came to its end tells of everybody and of everything that was to be asked, and counts the verdicts. */
export function checkWhole(run: CollectedRun): void {
  const { end } = run;
  if (end === undefined) return;
  const ended = { ...run, end };
  checkLinesThere(ended);
  checkAsked(ended);
  checkLate(ended);
  checkCounts(ended);
  checkUnexpected(ended);
  checkReasonsForSkips(ended);
  checkCaseCount(ended);
}

function incomplete(place: Place, what: string): never {
  throw recordError('record-incomplete', place, what, EDITED);
}

function checkLinesThere({ header, end, implementations, clausesAt }: EndedRun): void {
  const introduced = new Set(implementations.map(({ implementation }) => implementation));
  const missing = end.early ? undefined : header.implementations.find((name) => !introduced.has(name));
  if (missing !== undefined)
    incomplete(header.place, `run: ${missing} is to be asked, and has no line "implementation"`);
  if (clausesAt === undefined) incomplete(end.place, 'the run ends, and no line "clauses" is before it');
}

function checkAsked({ asked, verdicts, end }: EndedRun): void {
  for (const { implementation, cases, digest, place } of asked) {
    const ids = verdicts.filter((verdict) => verdict.implementation === implementation).map(({ id }) => id);
    if (end.early ? ids.length <= cases : ids.length === cases && digestOfIds(ids) === digest) continue;
    const what = `${implementation} was to be asked ${cases} cases, and there are verdicts of ${ids.length}`;
    incomplete(place, what + (ids.length === cases ? ' others' : ''));
  }
}

/** Whoever was late was asked once more, or has an error. */
function checkLate({ late, verdicts, end }: EndedRun): void {
  if (end.early) return;
  const keyOf = ({ implementation, id }: { implementation: string; id: string }) => `${implementation} ${id}`;
  const judged = new Set(verdicts.map(keyOf));
  const missing = late.find((one) => !judged.has(keyOf(one)));
  if (missing === undefined) return;
  incomplete(
    missing.place,
    `${missing.implementation} was late in ${missing.id}, and there is no verdict of it`,
  );
}

function checkCounts({ header, end, verdicts }: EndedRun): void {
  const { counts, early, place } = end;
  const uncounted = early ? undefined : header.implementations.find((name) => !Object.hasOwn(counts, name));
  if (uncounted !== undefined) incomplete(place, `end: counts lacks ${uncounted}`);
  for (const [implementation, own] of Object.entries(counts)) {
    if (!header.implementations.includes(implementation))
      incomplete(place, `end: counts has ${implementation}, which the line of the run does not name`);
    for (const [status, count] of Object.entries(own)) {
      const there = verdicts.filter(
        (verdict) => verdict.implementation === implementation && verdict.status === status,
      ).length;
      if (there === count) continue;
      const what = `its end counts ${count} verdicts of ${implementation} with status ${status}, and there are ${there}`;
      incomplete(place, what);
    }
  }
}

/** Mistakes in baselines are counted with them, and stand nowhere else, so that there may be more. */
function checkUnexpected({ header, end, verdicts }: EndedRun): void {
  const everyOne = header.format === 1 || header.options.level === 'all';
  const countsAtAll = ({ status, level }: RecordedVerdict) =>
    everyOne || status !== 'fail' || isDemand(level);
  const there = verdicts.filter((verdict) => !verdict.expected && countsAtAll(verdict)).length;
  if (end.unexpected >= there) return;
  incomplete(
    end.place,
    `end: unexpected is ${end.unexpected}, and there are ${there} verdicts not as expected`,
  );
}

function checkReasonsForSkips({ cases, verdicts }: EndedRun): void {
  for (const { because, place } of verdicts) {
    if (because === undefined || cases.has(because.case)) continue;
    const what = `verdict: because names ${because.case}, and there is no line of that case`;
    throw recordError('record-without-case', place, what, EDITED);
  }
}

/** Twins that were named are counted, and those that come along are not. Mutants are asked no more than they need, and a shard a part. */
function checkCaseCount({ header, asked, cases, end }: EndedRun): void {
  const twins = [...cases.values()].filter(({ case: c }) => c.twin).length;
  const authored = cases.size - twins;
  const isPart =
    end.early || asked.length === 0 || (header.format === 2 && header.options.shard !== undefined);
  const most = isPart ? Number.POSITIVE_INFINITY : authored + namedTwins(header, twins);
  if (header.cases >= authored && header.cases <= most) return;
  incomplete(header.place, `run: cases is ${header.cases}, and there are lines of ${authored} besides twins`);
}

function namedTwins(header: CollectedRun['header'], twins: number): number {
  if (header.format === 1) return twins;
  const { selectors, twins: comeAlong } = header.options;
  return comeAlong && !selectors.some((selector) => selector.includes('~')) ? 0 : twins;
}
