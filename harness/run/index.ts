/** A run: implementations are started, asked case by case in a world of their own, judged and recorded. */
export type { ControlCases } from './controls.ts';
export { LastingWorld } from './lasting-world.ts';
export { limitConcurrency } from './limit-concurrency.ts';
export { byMachine, setMachine } from './machine.ts';
export { Parents } from './parents.ts';
export { type AskedCase, BUDGET_MS, type RunWatcher, runSubject, type SubjectRun } from './run.ts';
export { type CaseResult, runCase } from './run-case.ts';
export { Session, type SessionWatcher } from './session.ts';
export { simultaneousNames, widthFor } from './simultaneous.ts';
export {
  aboutBuiltIn,
  availableSubjects,
  BUILT_IN_PARALLEL,
  builtInAdapter,
  findSubject,
  mutantSubjects,
  type Subject,
  type SubjectDescription,
  withName,
} from './subject.ts';
export { whySkipped } from './why-skipped.ts';
export { WorldAhead } from './world-ahead.ts';
