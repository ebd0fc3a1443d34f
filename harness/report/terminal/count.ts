import type { Case } from '../../model/index.ts';

/** `3 cases`, or `3 authored + 17 twins`: what somebody wrote, and what was derived from it. */
export function countText(cases: readonly Pick<Case, 'twin'>[]): string {
  const twins = cases.filter(({ twin }) => twin !== undefined).length;
  const authored = cases.length - twins;
  if (twins === 0) return `${authored} ${authored === 1 ? 'case' : 'cases'}`;
  return `${authored} authored + ${twins} ${twins === 1 ? 'twin' : 'twins'}`;
}
