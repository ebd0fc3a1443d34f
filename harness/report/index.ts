/** Reports: what a run found, told to people. Pure readings of verdicts; nothing here judges. */
export { coveragePage } from './coverage-page.ts';
export { caseLines } from './terminal/case-lines.ts';
export { countText } from './terminal/count.ts';
export { coverageLines } from './terminal/coverage-lines.ts';
export { failureLines } from './terminal/failure.ts';
export { focusOn } from './terminal/focus.ts';
export { likenessLines } from './terminal/likeness.ts';
export { type Look, lookFor } from './terminal/look.ts';
export { type Paint, plain } from './terminal/paint.ts';
export { conformanceLine, countStatuses, summarize } from './terminal/summary.ts';
export { traceLines } from './terminal/trace.ts';
export { verdictLines } from './terminal/verdict-lines.ts';
export type { ViewedCase, ViewedClause, ViewSource } from './terminal/viewed-case.ts';
