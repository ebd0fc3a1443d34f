import type { Case } from '../../model/index.ts';

/** `3 cases`, or `3 cases + 17 derived`: what somebody wrote, and what was derived from it. */
export function countText(cases: readonly Pick<Case, 'twin'>[]): string {
  const twins = cases.filter(({ twin }) => twin !== undefined).length;
  const authored = cases.length - twins;
  const written = `${authored} ${authored === 1 ? 'case' : 'cases'}`;
  return twins === 0 ? written : `${written} + ${twins} derived`;
}
