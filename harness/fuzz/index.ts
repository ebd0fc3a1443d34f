/** Random worlds: drawn by chance, expected by the oracle, asked of anybody, and made plain where somebody is wrong. */
export { type Distribution, distributionOf } from './distribution.ts';
export type { Drawn } from './draw.ts';
export {
  type Contest,
  type Disagreement,
  type Hunt,
  type HuntOptions,
  type HuntWatcher,
  hunt,
} from './hunt.ts';
export { keptName, keptText } from './keep.ts';
export type { ShrinkLimits } from './shrink.ts';
