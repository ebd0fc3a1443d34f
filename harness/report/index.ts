/** Reports: what a run found, told to people. Readings of verdicts and of their conclusion; nothing here judges or counts. */
export { coveragePage } from './coverage-page.ts';
export { caseLines } from './terminal/case-lines.ts';
export { clauseLines, clauseRows, sectionRows } from './terminal/clause-lines.ts';
export { closingLines } from './terminal/closing.ts';
export { countText } from './terminal/count.ts';
export { coverageLines } from './terminal/coverage-lines.ts';
export { failureLines } from './terminal/failure.ts';
export { finalityLines } from './terminal/finality-lines.ts';
export { focusOn } from './terminal/focus.ts';
export { type Look, lookFor } from './terminal/look.ts';
export { Narrator, type Telling, type ToldSubject } from './terminal/narrator.ts';
export { openingLine } from './terminal/opening.ts';
export { type Paint, plain } from './terminal/paint.ts';
export { noProgress, type Progress, progressOn } from './terminal/progress.ts';
export { say, sayAsItIs, sayAside } from './terminal/say.ts';
export { traceLines } from './terminal/trace.ts';
export { verdictLines } from './terminal/verdict-lines.ts';
export type { ViewedCase, ViewedClause, ViewSource } from './terminal/viewed-case.ts';
