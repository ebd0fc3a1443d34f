import { type Case, sizeOfWorld } from '../../model/index.ts';

/** The plainest case first: the one with the fewest names and listeners; of equals in the order of their ids. */
export function byPlainness(a: Case, b: Case): number {
  return sizeOfWorld(a) - sizeOfWorld(b) || (a.id < b.id ? -1 : 1);
}
