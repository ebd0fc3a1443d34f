import type { About } from '../adapters/index.ts';
import type { Case } from '../scenario/index.ts';

/** How many names of a case are asked for at the same moment. */
export function crowdOf({ steps = [] }: Pick<Case, 'steps'>): number {
  return Math.max(1, ...steps.map(({ resolve }) => resolve.length));
}

/** Why an implementation cannot be asked so much at once; undefined when it can. */
export function tooMany(c: Pick<Case, 'steps'>, { parallel }: Pick<About, 'parallel'>): string | undefined {
  const names = crowdOf(c);
  if (names <= parallel) return undefined;
  return `asks for ${names} names at the same moment, and it takes ${parallel} at a time`;
}

/** How many such cases may be under way, where `width` questions may. */
export function widthFor(cases: readonly Pick<Case, 'steps'>[], width: number): number {
  return Math.max(1, Math.floor(width / Math.max(1, ...cases.map(crowdOf))));
}
