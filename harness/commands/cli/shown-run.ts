import { HarnessError, visible } from '../../base/index.ts';
import type { RecordedCase, RecordedRun, RecordedVerdict } from '../../record/index.ts';
import { caseLines, type Look, type ViewSource, verdictLines } from '../../report/index.ts';
import { hintForSelector, matcherOf } from '../../scenario/index.ts';

/** What the record of a run has on one id. */
interface Shown {
  readonly id: string;
  /** Absent in format 1. */
  readonly recorded?: RecordedCase;
}

/**
 * Of each case that is meant all that the record has, sorted by id: the case as it was asked, and the verdicts. Throws
 * `unknown-id` where a selector means none of them.
 */
export function shownRun(run: RecordedRun, selectors: readonly string[], look: Look): string[][] {
  const source: ViewSource = { version: run.header.spec, clause: (id) => run.clauses.get(id) };
  return meantIn(run, selectors).map(({ id, recorded }) => {
    const own = run.verdicts.filter((verdict) => verdict.id === id);
    const title = `${look.paint.strong(id)}  ${visible(own[0]?.title ?? '')}`;
    // Events of format 1 have no numbers, and refer to a world that is not there.
    const told = recorded ? own : own.map((verdict) => ({ ...verdict, events: [] }));
    const lines = told
      .flatMap((verdict) => [
        ...verdictLines(verdict, look.paint, source.version),
        ...againLines(run, verdict),
      ])
      .map((line) => `  ${line}`);
    return [
      ...(recorded ? caseLines(recorded, source, look) : [title]),
      '',
      look.paint.strong('Verdicts'),
      ...lines,
    ];
  });
}

/** That it was asked a second time, and what was late the first time. */
function againLines(
  { late, again }: RecordedRun,
  { implementation, id, again: isAgain }: RecordedVerdict,
): string[] {
  const first = late.find((one) => one.implementation === implementation && one.id === id);
  if (first === undefined) return [];
  const server = isAgain ? again.get(id)?.case.server : undefined;
  const as = server === undefined ? '' : `, as ${visible(server)}`;
  const what = isAgain ? `asked once more${as}` : 'not asked once more';
  return [`  ${what}: the first time it would have been ${first.status}, and ${visible(first.late)}`];
}

/** What a reader has to know of the record as a whole. */
export function notesOn({ files, interrupted, remarks }: RecordedRun): readonly string[] {
  const early = `the run of ${files.join(', ')} did not come to its end: there may be less than was going to be asked`;
  return [...(interrupted ? [early] : []), ...remarks];
}

function meantIn(run: RecordedRun, selectors: readonly string[]): readonly Shown[] {
  const all = shownOf(run);
  const ids = all.map(({ id }) => id);
  const meant = new Set<string>();
  for (const selector of selectors) {
    const isMeant = matcherOf(selector);
    const found = all.filter(({ id, recorded }) => isMeant({ id, ...placeOf(recorded) }));
    if (found.length === 0) {
      const what = `no case "${selector}" was asked in the run of ${run.files.join(', ')}`;
      const [why] = notesOn(run);
      const hint = ids.length === 0 && why ? why : hintForSelector(selector, ids);
      throw new HarnessError('unknown-id', what, hint);
    }
    for (const { id } of found) meant.add(id);
  }
  return all.filter(({ id }) => meant.has(id));
}

/** Sorted by id. */
function shownOf({ header, cases, verdicts }: RecordedRun): readonly Shown[] {
  const ids = header.format === 1 ? new Set(verdicts.map(({ id }) => id)) : cases.keys();
  return [...ids].sort().map((id) => {
    const recorded = cases.get(id);
    return { id, ...(recorded && { recorded }) };
  });
}

function placeOf(recorded: RecordedCase | undefined): { file?: string; tags?: readonly string[] } {
  return recorded ? { file: recorded.case.source.file, tags: recorded.case.tags } : {};
}
