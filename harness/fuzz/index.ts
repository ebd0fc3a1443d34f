/** Random worlds: drawn by chance, expected by the oracle, asked of anybody, and made plain where somebody is wrong. */
export type { HuntWatcher } from './campaign.ts';
export type { Comparison, Disagreement } from './comparison.ts';
export { type Distribution, distributionOf } from './distribution.ts';
export { hunt } from './hunt.ts';
export { keptName, keptText } from './keep.ts';
