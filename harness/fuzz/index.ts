/** Random worlds: drawn by chance, expected by the oracle, asked of anybody, and made plain where somebody is wrong. */
export type { Comparison, Disagreement } from './contest.ts';
export { type Distribution, distributionOf } from './distribution.ts';
export type { Drawn } from './draw.ts';
export { type Hunt, hunt } from './hunt.ts';
export { keptName, keptText } from './keep.ts';
export type { ShrinkLimits } from './shrink.ts';
export type { HuntOptions, HuntWatcher } from './tour.ts';
