import type { Verdict } from '../judge/index.ts';
import { type Case, isAboutStalls, isCommon, sizeOfWorld } from '../model/index.ts';

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
  /** What it is about is met everywhere. */
  readonly common?: true;
  /** Which of the selectors that were typed means it, from 0. Absent where none was typed. */
  readonly named?: number;
}

/** `named`: the index of the selector that means it; -1: none. */
export function concludedCase(c: Case, named = -1): ConcludedCase {
  const { id, since, until } = c;
  return {
    id,
    ...(since && { since }),
    ...(until && { until }),
    stalls: isAboutStalls(c),
    size: sizeOfWorld(c),
    ...(isCommon(c) && { common: true }),
    ...(named >= 0 && { named }),
  };
}
