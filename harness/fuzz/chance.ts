import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { anyDesign } from './any-design.ts';
import type { Design } from './design.ts';

/** A design that knows how it was made, and so how it can be made plainer. */
export type DesignValue = fc.Value<Design>;

/** Without end, and the same for the same seed. */
export function* designs(seed: number): Generator<DesignValue, never> {
  const random = new fc.Random(xoroshiro128plus(seed));
  for (;;) yield anyDesign.generate(random, undefined);
}

/** Plainer designs, the plainest first; each knows how it can be made plainer yet. */
export function plainer({ value_: value, context }: DesignValue): Iterable<DesignValue> {
  return anyDesign.shrink(value, context);
}
