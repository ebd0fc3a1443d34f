/**
 * A run: implementations are started, asked case by case in a world, and judged.
 *
 * A `Subject` is somebody who can be started (`find-subject`, `built-in`). `plan` says in which order the cases are asked
 * and how many at once; `runPlan` works through it, with an `Asker` for each implementation; `runCase` asks one case.
 * `runSubject` is a whole run of one implementation: the controls first, then the plan.
 */
export type { Asker } from './asker.ts';
export { aboutBuiltIn, builtInAdapter } from './built-in.ts';
export type { CaseResult, LateResult } from './case-result.ts';
export {
  type AskedAgain,
  type Conclusion,
  type ConclusionTerms,
  conclude,
  concludeRun,
  countsAt,
  type FinishedSubject,
  type Grouping,
  groupingOf,
  type RunConclusion,
} from './conclude.ts';
export { type ConcludedCase, type ConcludedVerdict, concludedCase } from './concluded.ts';
export type { ControlCases } from './controls.ts';
export {
  availableSubjects,
  findSubject,
  mutantSubject,
  mutantSubjects,
  type StartManner,
  withName,
} from './find-subject.ts';
export type { AskedCase } from './kept-results.ts';
export { LastingWorld } from './lasting-world.ts';
export { type Likewise, likewise, likewiseKey } from './likewise.ts';
export { setMachine } from './machine.ts';
export { type ConcludedSubject, type NextStep, nextStep } from './next-step.ts';
export { tooFewFiles } from './open-files.ts';
export { Pace } from './pace.ts';
export { Parents } from './parents.ts';
export { type PlanOptions, plan } from './plan.ts';
export { type ResultKind, resultKinds } from './result-kinds.ts';
export { type RunOptions, type RunWatcher, runSubject, type SubjectRun } from './run.ts';
export { type RunnerOptions, runPlan } from './runner.ts';
export { RunningSubject } from './running-subject.ts';
export { seenOf } from './seen-of.ts';
export { Session, type SessionWatcher } from './session.ts';
export { simultaneousNames } from './simultaneous.ts';
export type { Subject, SubjectDescription } from './subject.ts';
export { subjectAsker } from './subject-asker.ts';
export { type Skipped, type Tally, tallyOf } from './tally.ts';
export { lateVerdictOf } from './verdict-of.ts';
export { WorldAhead } from './world-ahead.ts';
