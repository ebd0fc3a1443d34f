/** The judge: expectation, evidence and claim in; a verdict with its reasons out. Pure. */
export {
  type Baseline,
  type BaselineLine,
  type BaselineProblem,
  EMPTY_BASELINE,
  isExpected,
  parseBaseline,
} from './baseline.ts';
export { type Conformance, conformanceOf, type Missing } from './conformance.ts';
export { type Decidedness, isDecided } from './decided.ts';
export { federationRequests, WELL_KNOWN } from './federation-request.ts';
export { judge } from './judge.ts';
export { levelOfCase, strength } from './level.ts';
export { type Likeness, likenessesOf } from './likeness.ts';
export { toldAddress } from './place.ts';
export { probeFor } from './probe.ts';
export { renamedLines } from './renamed-lines.ts';
export { rewriteBaseline } from './rewrite-baseline.ts';
export { attributeEvents, type NamedQuestion } from './share.ts';
export { staleLines } from './stale-lines.ts';
export { eventsOfRound, judgeRounds, latest, type NamedJudgement, wentWell, withoutEchoes } from './step.ts';
export { type Answer, type AskedImplementation, type Evidence, type FinishedCase, isClaim } from './trial.ts';
export { isProved } from './twin.ts';
export type * from './verdict.ts';
