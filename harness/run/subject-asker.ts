import { type Case, isAboutStalls } from '../model/index.ts';
import type { World } from '../world/index.ts';
import type { Asker, CaseWatcher, Restart } from './asker.ts';
import { type CaseBudget, ORDINARY_BUDGET } from './case-budget.ts';
import { type CaseResult, failedResult, skippedResult } from './case-result.ts';
import type { Parents } from './parents.ts';
import { runCase } from './run-case.ts';
import type { RunningSubject } from './running-subject.ts';

/** Who is asked, and where. */
export interface SubjectAsking {
  readonly world: Pick<World, 'open'>;
  readonly running: RunningSubject;
  readonly parents: Parents;
  /** Absent: cases that set up the machine are skipped. */
  readonly restart?: Restart | undefined;
  readonly asks?: (c: Case) => boolean;
  /** Milliseconds; the budget of cases about stalls, in which being undecided at the end is then judged. */
  readonly patienceMs?: number | undefined;
  /** Once aborted, what is under way ends at once, and what comes of it says nothing. */
  readonly stop?: AbortSignal | undefined;
}

/** Asks a subject that runs in a world. */
export function subjectAsker(asking: SubjectAsking, watcher: CaseWatcher): Asker {
  const { world, running, parents, restart, asks, patienceMs, stop } = asking;
  const budgetOf = (c: Case): CaseBudget =>
    patienceMs !== undefined && isAboutStalls(c) ? { ms: patienceMs, patient: true } : ORDINARY_BUDGET;
  return {
    get about() {
      return running.about;
    },
    parents,
    ...(restart && { restart }),
    ...(asks && { asks }),
    ask: (c, rounds, settling) => runCase(world, running.adapter, c, rounds, budgetOf(c), { settling, stop }),
    judged: (c, result) => watcher.judged(c, result),
    skipped: (c, skip) => watcher.skipped(c, skip),
    failed: (c, why) => watcher.failed(c, why),
    late: (c, result) => watcher.late(c, result),
    slowed: () => watcher.slowed?.(),
  };
}

/** For whoever keeps a result of every case, whether it was asked or not. */
export function everyResult(
  keep: (c: Case, result: CaseResult) => void,
  hear: Partial<Pick<CaseWatcher, 'late' | 'slowed'>> = {},
): CaseWatcher {
  return {
    late: () => {},
    ...hear,
    judged: keep,
    skipped: (c, skip) => keep(c, skippedResult(c, skip)),
    failed: (c, why) => keep(c, failedResult(c, why)),
  };
}
