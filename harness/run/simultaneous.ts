import type { About } from '../adapters/index.ts';
import type { Case } from '../model/index.ts';

/** How many names of a case are asked for at the same moment. */
export function simultaneousNames({ rounds = [] }: Pick<Case, 'rounds'>): number {
  return Math.max(1, ...rounds.map(({ resolve }) => resolve.length));
}

/** Why an implementation cannot be asked so much at once; undefined when it can. */
export function tooMany(c: Pick<Case, 'rounds'>, { parallel }: Pick<About, 'parallel'>): string | undefined {
  const names = simultaneousNames(c);
  if (names <= parallel) return undefined;
  return `asks for ${names} names at the same moment, and it takes ${parallel} at a time`;
}

/** How many such cases may be under way, where `width` questions may. */
export function widthFor(cases: readonly Pick<Case, 'rounds'>[], width: number): number {
  return Math.max(1, Math.floor(width / Math.max(1, ...cases.map(simultaneousNames))));
}
