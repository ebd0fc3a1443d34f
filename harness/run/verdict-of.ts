import type { LateVerdict, Verdict } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import type { CaseResult, LateResult } from './case-result.ts';
import { cpuPressure } from './cpu-pressure.ts';
import type { Subject } from './subject.ts';

/** The baseline's word on a verdict. */
export type Expects = (verdict: Pick<Verdict, 'id' | 'status' | 'divergence'>) => boolean;

/** A result with what only the run knows: who was asked, and whether it was expected. */
export function verdictOf(
  { id, title, twin, again }: Case,
  { name }: Pick<Subject, 'name'>,
  result: CaseResult,
  expects: Expects,
): Verdict {
  const expected = expects({ id, ...result });
  return {
    id,
    implementation: name,
    title,
    ...(twin && { twin }),
    expected,
    ...(again && { again }),
    ...result,
  };
}

/** A late result with who was asked. */
export function lateVerdictOf(
  { id, title, twin }: Case,
  { name }: Pick<Subject, 'name'>,
  { because: _, again: __, stands: ___, ...result }: LateResult,
): LateVerdict {
  const pressure = cpuPressure();
  return {
    id,
    implementation: name,
    title,
    ...(twin && { twin }),
    ...result,
    ...(pressure !== undefined && { pressure }),
  };
}
