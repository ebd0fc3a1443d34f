import type { Case, FinalityCell } from '../../model/index.ts';
import type { Parts } from '../parts.ts';

/** A real bug as one part of the reference resolver, so that a case which misses it is seen to miss it. */
export interface Mutant {
  /** After the behaviour, kebab-case: `mutant:no-sni` names it as an implementation. */
  readonly name: string;
  readonly title: string;
  /** Public reports of the bug. Without any, a clause allows for a bug that nobody has reported yet. */
  readonly see?: readonly string[];
  /** Exactly one part. */
  readonly replaces: OnePart;
  /**
   * The cases in which it can matter, where that shows in their world: in all others it goes the way of the reference,
   * and is not asked.
   */
  readonly where?: (c: Case) => boolean;
  /**
   * It is about time (`stalls`), and asked last, when nothing else takes any; or about what a case sets up of the whole
   * machine, and has to be asked alone. In cases about stalls, or of the machine, all others would differ as they do
   * elsewhere, at the cost of seconds, and are not asked.
   */
  readonly showsIn?: 'stalls' | 'machine';
  /** It leaves the algorithm after one failure in one step, and in one direction. */
  readonly cell?: FinalityCell;
}

export type OnePart = { [P in keyof Parts]: Pick<Parts, P> }[keyof Parts];
