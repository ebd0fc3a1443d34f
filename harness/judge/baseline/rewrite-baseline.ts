import { visible } from '../../base/index.ts';
import type { Renamed } from '../../scenario/index.ts';
import type { Verdict } from '../verdict.ts';
import { type Baseline, type BaselineLine, isExpected, lineFor, parseBaseline } from './baseline.ts';
import { renameLines } from './renamed-lines.ts';
import { withGlobs } from './with-globs.ts';

type Judged = Pick<Verdict, 'id' | 'status' | 'clauses' | 'level' | 'reasons' | 'because'>;

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
  const old = renameLines(before, whole ? verdicts.map(({ id }) => id) : [], renamed);
  const baseline = parseBaseline(old, 'baseline.txt');
  const rows = old.split(/\r?\n/);
  const kept = rows.flatMap((row, i) => {
    const line = baseline.lines.find((one) => one.line === i + 1);
    return line ? stillTrue(baseline, line, row, verdicts, whole) : [row];
  });
  while (kept.at(-1)?.trim() === '') kept.pop();
  const now = parseBaseline(kept.join('\n'), 'baseline.txt');
  const fresh = verdicts
    .filter((verdict) => verdict.status === 'fail' && !isExpected(now, verdict))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((verdict) => `${verdict.id}  fail  # ${toBeLookedAt(verdict)}`);
  const lines = [...kept, ...fresh];
  const text = (whole ? withGlobs(lines, verdicts) : lines).join('\n');
  return text === '' ? '' : `${text}\n`;
}

/** A glob of which only a part still holds becomes one line for each case that it still holds for. */
function stillTrue(
  baseline: Baseline,
  line: BaselineLine,
  row: string,
  verdicts: readonly Judged[],
  whole: boolean,
): string[] {
  const spokenOf = verdicts.filter(({ id }) => lineFor(baseline, id) === line);
  if (spokenOf.length === 0) return whole ? [] : [row];
  const holding = spokenOf.filter((verdict) => isExpected(baseline, verdict));
  if (holding.length === spokenOf.length) return [row];
  return holding.map(({ id }) => `${id}  ${line.status}  # ${line.reason}`).sort();
}

/** Valid as it stands, and plain about being nobody's judgement yet. */
function toBeLookedAt({ clauses, level, reasons }: Judged): string {
  const [first] = reasons;
  const clause = first?.clause ?? clauses[0];
  const basis = clause ? `${clause} (${first?.level ?? level}): ` : '';
  return `${basis}${visible(first?.text ?? 'no reason given')} [new: look at it, and say why or link the issue]`;
}
