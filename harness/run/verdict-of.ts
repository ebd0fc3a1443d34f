import type { Verdict } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import type { CaseResult } from './case-result.ts';
import type { Subject } from './subject.ts';

/** The baseline's word on a verdict. */
export type Expects = (verdict: Pick<Verdict, 'id' | 'status'>) => boolean;

/** A result with what only the run knows: who was asked, and whether it was expected. */
export function verdictOf(
  { id, title, twin }: Case,
  { name }: Pick<Subject, 'name'>,
  result: CaseResult,
  expects: Expects,
): Verdict {
  const expected = expects({ id, status: result.status });
  return { id, implementation: name, title, ...(twin && { twin }), expected, ...result };
}
