import type { SpecVersion } from '../model/index.ts';
import { type DesignValue, designs } from './chance.ts';
import { type RandomWorld, worldOf } from './random-world.ts';

/** A random world with its number in the sequence that its seed begins. */
export interface Drawn {
  readonly number: number;
  readonly value: DesignValue;
  readonly world: RandomWorld;
}

/** The worlds of a seed, without end; a smaller count is the beginning of a larger one. */
export function* draw(seed: number, version: SpecVersion, taken: Set<number>): Generator<Drawn, never> {
  let number = 0;
  for (const value of designs(seed)) {
    number++;
    const world = worldOf(value.design, { id: `random/world-${number}`, version, taken });
    if (world !== undefined) yield { number, value, world };
  }
  throw new RangeError('a seed has no end');
}
