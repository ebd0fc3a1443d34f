import type { Case } from './case.ts';

/** One name of a step as a case of its own, in the world of that step. What is expected is that of the whole step. */
export function caseOfStep(c: Case, index: number, server?: string): Case {
  const { steps, ...whole } = c;
  const step = steps?.[index];
  if (step === undefined) throw new RangeError(`${c.id} has no step ${index}`);
  const { resolve, zone, hosts, expect, tolerate } = step;
  const source = { ...c.source, step: index };
  return { ...whole, source, server: server ?? resolve[0], zone, hosts, expect, tolerate };
}
