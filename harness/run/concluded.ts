import type { Verdict } from '../judge/index.ts';
import { type Case, isAboutStalls, sizeOfWorld } from '../model/index.ts';

/** What a conclusion needs of a verdict. */
export type ConcludedVerdict = Pick<
  Verdict,
  'id' | 'status' | 'level' | 'clauses' | 'reasons' | 'divergence' | 'twin' | 'before' | 'expected'
>;

/** What a conclusion needs of a case. */
export interface ConcludedCase extends Pick<Case, 'id' | 'since' | 'until'> {
  /** Somebody has to wait in it. */
  readonly stalls: boolean;
  /** Names and listeners of its world. */
  readonly size: number;
}

export function concludedCase(c: Case): ConcludedCase {
  const { id, since, until } = c;
  const span = { ...(since && { since }), ...(until && { until }) };
  return { id, ...span, stalls: isAboutStalls(c), size: sizeOfWorld(c) };
}
