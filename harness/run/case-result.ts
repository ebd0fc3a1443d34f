import { type Judgement, levelOfCase, type Verdict } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import { type Skip, skipText } from './why-skipped.ts';

/** Everything about a verdict but what only the run knows: who was asked, and whether it was expected. */
export type CaseResult = Judgement &
  Pick<Verdict, 'claim' | 'events' | 'ms' | 'rounds' | 'before' | 'because' | 'stderr'>;

/** Of a case that was not asked. */
export function skippedResult(c: Case, skip: Skip): CaseResult {
  const because = skip.kind === 'parent' ? { because: { case: skip.case } } : {};
  return { ...unasked(c, skipText(skip)), status: 'skip', ...because };
}

/** Of a case that a fault of ours stood in the way of. */
export function failedResult(c: Case, why: string): CaseResult {
  return { ...unasked(c, why), status: 'error' };
}

function unasked(c: Case, text: string): Omit<CaseResult, 'status'> {
  return { level: levelOfCase(c), clauses: c.clauses, reasons: [{ text }], claim: null, events: [], ms: 0 };
}
