/** Reports: what a run found, told to people. Pure readings of verdicts; nothing here judges. */
export { countText } from './count.ts';
export { coverageLines } from './coverage-lines.ts';
export { coveragePage } from './coverage-page.ts';
export { failureLines } from './failure.ts';
export { type Focus, focusOn } from './focus.ts';
export { likenessLines } from './likeness.ts';
export { type Look, lookFor } from './look.ts';
export { type Paint, plain } from './paint.ts';
export { type Part, questionParts } from './question-parts.ts';
export { type RecordedRun, readRun } from './read-run.ts';
export { conformanceLine, countStatuses, summarize } from './summary.ts';
export { traceLines } from './trace.ts';
export { worldTable } from './world-table.ts';
