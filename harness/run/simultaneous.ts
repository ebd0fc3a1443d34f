import type { Case } from '../model/index.ts';

/** How many names of a case are asked for at the same moment. */
export function simultaneousNames({ rounds = [] }: Pick<Case, 'rounds'>): number {
  return Math.max(1, ...rounds.map(({ resolve }) => resolve.length));
}

/** How many such cases may be under way, where `width` questions may. */
export function widthFor(cases: readonly Pick<Case, 'rounds'>[], width: number): number {
  return Math.max(1, Math.floor(width / Math.max(1, ...cases.map(simultaneousNames))));
}
