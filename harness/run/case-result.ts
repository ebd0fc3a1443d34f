import { type Judgement, levelOfCase, type Verdict } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import { isOfFlood } from './more-than-recorded.ts';
import { type Skip, skipText } from './why-skipped.ts';

/** Everything about a verdict but what only the run knows: who was asked, and whether it was expected. */
export type CaseResult = Judgement &
  Pick<Verdict, 'claim' | 'events' | 'ms' | 'rounds' | 'before' | 'because' | 'stderr' | 'again'>;

/** No verdict, whatever its status: we or the machine were late. */
export type LateResult = CaseResult & Required<Pick<Judgement, 'late'>>;

export const isLate = (result: CaseResult): result is LateResult => result.late !== undefined;

/** Of a case that was not asked. */
export function skippedResult(c: Case, skip: Skip): CaseResult {
  const because = skip.kind === 'parent' ? { because: { case: skip.case } } : {};
  return { ...unasked(c, skipText(skip)), status: 'skip', ...because };
}

/** Of a case that a fault of ours stood in the way of. */
export function failedResult(c: Case, why: string): CaseResult {
  return { ...unasked(c, why), status: 'error' };
}

const HELPS = 'run again with a lower --parallel, or while the machine has less to do';

/** Of a case that was late and is not asked any more: what of it stands, and an error where nothing does. */
export function lastResult(late: LateResult): CaseResult {
  const { late: _, stands, ...result } = late;
  return stands ? result : overloadedResult(late);
}

/** Who was in a loop may be why we were late: that stays with it. */
function overloadedResult({ late, divergence: _, before: __, ...result }: LateResult): CaseResult {
  const overload = { text: `harness overloaded: ${late}; ${HELPS}` };
  return { ...result, status: 'error', reasons: [overload, ...result.reasons.filter(isOfFlood)] };
}

function unasked(c: Case, text: string): Omit<CaseResult, 'status'> {
  return { level: levelOfCase(c), clauses: c.clauses, reasons: [{ text }], claim: null, events: [], ms: 0 };
}
