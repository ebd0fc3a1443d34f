/** The judge: expectation, evidence and claim in; a verdict with its reasons out. Pure. */
export { type Conformance, conformanceOf } from './across/conformance.ts';
export { countStatuses, type StatusCounts } from './across/counts.ts';
export { type Likeness, likenessesOf } from './across/likeness.ts';
export { attributeEvents } from './attribute-events.ts';
export {
  type Baseline,
  type BaselineProblem,
  EMPTY_BASELINE,
  isExpected,
  parseBaseline,
} from './baseline/baseline.ts';
export { renamedLines } from './baseline/renamed-lines.ts';
export { rewriteBaseline } from './baseline/rewrite-baseline.ts';
export { staleLines } from './baseline/stale-lines.ts';
export { canDecide, isDecided } from './decided.ts';
export { probeFor } from './diagnosis/probe.ts';
export type {
  Divergence,
  DivergenceDetail,
  DivergenceKind,
  DivergenceMark,
} from './divergence/divergence.ts';
export { divergenceKinds, isDivergenceKind, kindSummary } from './divergence/divergence-kinds.ts';
export { divergenceText } from './divergence/divergence-text.ts';
export { MEANS, NAME_ROLES } from './divergence/means.ts';
export { federationRequests, isFederation, isWellKnown, WELL_KNOWN } from './federation-request.ts';
export { FIELDS } from './field.ts';
export type { Evidence, FinishedCase } from './finished-case.ts';
export { judge } from './judge.ts';
export { levelOfCase, strength } from './level.ts';
export { eventsOfRound, judgeRounds, latest, questionOf, wentWell, withoutEchoes } from './rounds.ts';
export { STATUSES } from './status.ts';
export { isProved } from './twin.ts';
export type * from './verdict.ts';
