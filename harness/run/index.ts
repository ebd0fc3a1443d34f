/** A run: implementations are started, asked case by case in a world of their own, judged and recorded. */
export {
  type Conclusion,
  type ConclusionTerms,
  conclude,
  concludeRun,
  type FinishedSubject,
  likenessesSoFar,
  type RunConclusion,
} from './conclude.ts';
export { type ConcludedCase, type ConcludedVerdict, concludedCase } from './concluded.ts';
export type { ControlCases } from './controls.ts';
export type { FailureKind } from './failure-kinds.ts';
export { LastingWorld } from './lasting-world.ts';
export { limitConcurrency } from './limit-concurrency.ts';
export { byMachine, setMachine } from './machine.ts';
export { Parents } from './parents.ts';
export { BUDGET_MS, type RunOptions, type RunWatcher, runSubject, type SubjectRun } from './run.ts';
export { type CaseResult, runCase } from './run-case.ts';
export { Session, type SessionWatcher } from './session.ts';
export { simultaneousNames, widthFor } from './simultaneous.ts';
export {
  availableSubjects,
  BUILT_IN_PARALLEL,
  builtInAdapter,
  findSubject,
  mutantSubjects,
  type Subject,
} from './subject.ts';
export { type Tally, tallyOf } from './tally.ts';
export { whySkipped } from './why-skipped.ts';
export { WorldAhead } from './world-ahead.ts';
