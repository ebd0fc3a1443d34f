import type { Verdict } from '../verdict.ts';
import { type Baseline, type BaselineProblem, lineFor } from './baseline.ts';
import { renamedLines } from './renamed-lines.ts';

/** Lines that speak of no case, or only of what one was once called; only to be asked when the whole library ran. */
export function staleLines(baseline: Baseline, verdicts: readonly Pick<Verdict, 'id'>[]): BaselineProblem[] {
  const ids = verdicts.map(({ id }) => id);
  const renamed = renamedLines(baseline, ids);
  const speaking = new Set(ids.map((id) => lineFor(baseline, id)));
  const stale = baseline.lines
    .filter((line) => !renamed.some((problem) => problem.line === line.line))
    .filter((line) => !speaking.has(line))
    .map(({ line, pattern }) => ({
      line,
      text: `${baseline.file}:${line}: ${pattern} speaks of no case: remove the line, or correct its name`,
    }));
  return [...renamed, ...stale].sort((a, b) => a.line - b.line);
}
