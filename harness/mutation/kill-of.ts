import type { Kill } from '../oracle/index.ts';
import type { CaseResult } from '../run/index.ts';

/** What is kept of a failure. Undefined: it is none. */
export function killOf({
  status,
  clauses,
  reasons,
  divergence,
}: Pick<CaseResult, 'status' | 'clauses' | 'reasons' | 'divergence'>): Kill | undefined {
  // A failure without divergence is a fault of the judge, which is told as a problem of the hunt.
  if (status !== 'fail' || divergence === undefined) return undefined;
  // Where no reason names a clause, a verdict lists all that the case cites: nobody knows which of them was broken.
  const named = clauses.filter((id) => reasons.some(({ clause }) => clause === id));
  return { clauses: named, kind: divergence.kind };
}
