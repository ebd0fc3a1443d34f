/** A run: implementations are started, asked case by case in a world of their own, judged and recorded. */

export { type CaughtMutants, catchMutants } from './catch-mutants.ts';
export type { ControlCases } from './controls.ts';
export { LastingWorld } from './lasting-world.ts';
export { setMachine } from './machine.ts';
export {
  type Counts,
  type EndLine,
  type FindingLine,
  type ImplementationLine,
  newRunId,
  type RunHeader,
  type RunLine,
  RunRecord,
  type VerdictLine,
} from './record.ts';
export { BUDGET_MS, type RunOptions, type RunWatcher, runSubject, type SubjectRun } from './run.ts';
export type { CaseResult } from './run-case.ts';
export { Session, type SessionOptions, type SessionWatcher } from './session.ts';
export { availableSubjects, findSubject, mutantSubjects, type Subject } from './subject.ts';
export { WorldAhead } from './world-ahead.ts';
