import type { DivergenceKind } from '../divergence/divergence.ts';
import type { Verdict } from '../verdict.ts';
import {
  type Baseline,
  type BaselineLine,
  baselineRow,
  isExpected,
  lineFor,
  parseBaseline,
} from './baseline.ts';
import { globsFor } from './globs.ts';

type Judged = Pick<Verdict, 'id' | 'status' | 'because' | 'divergence'>;

/**
 * The rows of a baseline in which one line with a glob stands for many cases of one status and reason: where the first of them
 * stood. `verdicts`: of the whole library. A glob covers nothing that passes, nor what another line speaks of, so that what
 * comes right later is told as before. Where all that it covers fails in one way it says so: what fails below it in another way
 * is told, too, be it a case that the library did not have then.
 */
export function withGlobs(rows: readonly string[], verdicts: readonly Judged[]): readonly string[] {
  const baseline = parseBaseline(rows.join('\n'), 'baseline.txt');
  const instead = new Map<number, string | undefined>();
  for (const group of groupsOf(baseline, verdicts)) {
    const ids = group.map(({ pattern }) => pattern);
    const others = verdicts.filter((verdict) => mustStayOut(verdict, ids, baseline)).map(({ id }) => id);
    for (const [glob, covered] of globsFor({ ids, others })) {
      const [first, ...more] = group.filter(({ pattern }) => covered.includes(pattern));
      if (first === undefined) continue;
      const kind = kindOf(covered, verdicts);
      instead.set(first.line, baselineRow({ ...first, pattern: glob, ...(kind && { kind }) }));
      for (const { line } of more) instead.set(line, undefined);
    }
  }
  return rows.flatMap((row, index) => (instead.has(index + 1) ? (instead.get(index + 1) ?? []) : [row]));
}

/** Lines of one case each that hold, by status and reason. */
function groupsOf(baseline: Baseline, verdicts: readonly Judged[]): readonly (readonly BaselineLine[])[] {
  const judged = new Map(verdicts.map((verdict) => [verdict.id, verdict]));
  const single = baseline.lines.filter((line) => {
    const verdict = judged.get(line.pattern);
    return (
      verdict !== undefined &&
      lineFor(baseline, verdict.id) === line &&
      isExpected(baseline, verdict) &&
      verdict.status !== 'skip'
    );
  });
  const groups = new Map<string, BaselineLine[]>();
  for (const line of single) {
    const key = `${line.status} ${line.kind ?? ''} ${line.reason}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return [...groups.values()];
}

/** The one kind of failure that they have in common; undefined where there are several. */
function kindOf(ids: readonly string[], verdicts: readonly Judged[]): DivergenceKind | undefined {
  const covered = verdicts.filter(({ id }) => ids.includes(id));
  const kinds = new Set(
    covered.map(({ status, divergence }) => (status === 'fail' ? divergence?.kind : undefined)),
  );
  const [kind] = kinds;
  return kinds.size === 1 ? kind : undefined;
}

/** A case that was skipped because one of these went wrong is unexpected once both come right: it may be covered. */
function mustStayOut({ id, because }: Judged, ids: readonly string[], baseline: Baseline): boolean {
  if (ids.includes(id)) return false;
  return because === undefined || !ids.includes(because.case) || lineFor(baseline, id) !== undefined;
}
