import type { Renamed } from '../../scenario/index.ts';
import type { Verdict } from '../verdict.ts';
import {
  type Baseline,
  type BaselineLine,
  baselineRow,
  isExpected,
  lineFor,
  parseBaseline,
} from './baseline.ts';
import { freshReason, isFresh } from './fresh-reason.ts';
import { renameLines } from './renamed-lines.ts';
import { withGlobs } from './with-globs.ts';

type Judged = Pick<Verdict, 'id' | 'status' | 'reasons' | 'because' | 'divergence'>;

/**
 * The baseline after a run: comments, and the reasons of lines that still hold, are kept word for word; what came right
 * is dropped; a new failure gets a line whose reason says what has to be looked at. Errors are never written down: they
 * say nothing of the implementation. `whole`: the whole library ran, so that a line that speaks of no case can go. What was
 * said of a case under the name that it once had is said under the one that it has now. Where the whole library ran, one line with
 * a glob stands for many of one status and reason, if it covers nothing else.
 */
export function rewriteBaseline(
  before: string,
  verdicts: readonly Judged[],
  whole: boolean,
  renamed: Renamed = new Map(),
): string {
  const now = renameLines(before, whole ? verdicts.map(({ id }) => id) : [], renamed);
  const old = whole ? withoutExceptions(now) : now;
  const kept = rowsThatHold(old.split(/\r?\n/), verdicts, whole);
  while (kept.at(-1)?.trim() === '') kept.pop();
  const left = parseBaseline(kept.join('\n'), 'baseline.txt');
  const fresh = verdicts
    .filter((verdict) => verdict.status === 'fail' && !isExpected(left, verdict))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(freshRow);
  const lines = [...kept, ...fresh];
  const text = (whole ? withGlobs(lines, verdicts) : lines).join('\n');
  return text === '' ? '' : `${text}\n`;
}

/** Again until nothing changes: where one glob goes, another one that is wrong, too, may speak of the same case. */
function rowsThatHold(rows: readonly string[], verdicts: readonly Judged[], whole: boolean): string[] {
  const baseline = parseBaseline(rows.join('\n'), 'baseline.txt');
  const lines = new Map(baseline.lines.map((line) => [line.line, line]));
  const spokenOf = new Map<BaselineLine | undefined, Judged[]>();
  for (const verdict of verdicts) {
    const line = lineFor(baseline, verdict.id);
    const others = spokenOf.get(line);
    if (others) others.push(verdict);
    else spokenOf.set(line, [verdict]);
  }
  const kept = rows.flatMap((row, i) => {
    const line = lines.get(i + 1);
    return line ? stillTrue({ baseline, line, row, spokenOf: spokenOf.get(line) ?? [], whole }) : [row];
  });
  return kept.join('\n') === rows.join('\n') ? kept : rowsThatHold(kept, verdicts, whole);
}

interface LineTask {
  readonly baseline: Baseline;
  readonly line: BaselineLine;
  /** As it stands in the file. */
  readonly row: string;
  readonly spokenOf: readonly Judged[];
  readonly whole: boolean;
}

/**
 * What becomes of the row of a line. A glob of which only a part still holds becomes one line for each case that it still holds
 * for. Where only a part of the library ran, nobody knows these: it stays, below a line for each case that it is wrong about.
 */
function stillTrue({ baseline, line, row, spokenOf, whole }: LineTask): readonly string[] {
  if (spokenOf.length === 0) return whole ? [] : [row];
  const broken = spokenOf.filter((verdict) => !isExpected(baseline, verdict) && !saysNothing(verdict, line));
  if (broken.length === 0) return [withFreshReason(line, spokenOf) ?? row];
  if (!whole && line.pattern.includes('*'))
    return [...broken.filter(({ status }) => status !== 'error').map(freshRow), row];
  return spokenOf
    .filter((verdict) => !broken.includes(verdict) && !cameAlong(verdict, spokenOf))
    .map(({ id }) => baselineRow({ ...alone(line), pattern: id }))
    .sort();
}

/** What was skipped because a case failed that the same glob speaks of was covered with that one, and needs no line of its own. */
const cameAlong = ({ because }: Judged, spokenOf: readonly Judged[]) =>
  spokenOf.some(({ id }) => id === because?.case);

/** The kind that a glob was given with its reason, and that nobody has looked at, is for globs only. */
function alone({ kind, ...line }: BaselineLine): BaselineLine {
  return kind === undefined || isFresh(line.reason) ? line : { ...line, kind };
}

/** An error leaves a line as it is, but for one that expects errors, which nothing can be as expected by. */
const saysNothing = ({ status }: Judged, line: BaselineLine) => status === 'error' && line.status !== 'error';

/** A reason that nobody has looked at is given anew: what was seen may be of another kind by now. Undefined where the row stays. */
function withFreshReason(line: BaselineLine, [verdict, ...more]: readonly Judged[]): string | undefined {
  if (!isFresh(line.reason) || line.kind !== undefined || more.length > 0) return undefined;
  if (verdict?.status !== 'fail' || verdict.id !== line.pattern) return undefined;
  return freshReason(verdict) === line.reason ? undefined : freshRow(verdict);
}

/** Lines that an earlier writing put above a glob, because it did not know what else the glob speaks of. */
function withoutExceptions(text: string): string {
  const { lines } = parseBaseline(text, 'baseline.txt');
  const exceptions = new Set(
    lines.flatMap(({ line, status, reason }) => (status !== 'fail' && isFresh(reason) ? line : [])),
  );
  return text
    .split('\n')
    .filter((_, index) => !exceptions.has(index + 1))
    .join('\n');
}

function freshRow(verdict: Judged): string {
  return baselineRow({ pattern: verdict.id, status: verdict.status, reason: freshReason(verdict) });
}
