import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { ARBITRARY, assemble, type Parts, PLAIN } from './any-design.ts';
import type { Design } from './design.ts';

/**
 * A design that knows how it was made, and so how it can be made plainer. The parts are drawn one by one, and not as one
 * record: fast-check never goes back to the plainest form of a part once it has taken a step inside it.
 */
export interface DesignValue {
  readonly design: Design;
  readonly parts: PartValues;
}

type PartValues = { readonly [Part in keyof Parts]: fc.Value<Parts[Part]> };

const NAMES = Object.keys(ARBITRARY) as (keyof Parts)[];

/** Without end, and the same for the same seed. */
export function* designs(seed: number): Generator<DesignValue, never> {
  const random = new fc.Random(xoroshiro128plus(seed));
  for (;;) {
    const drawn = NAMES.map((name) => [name, ARBITRARY[name].generate(random, undefined)]);
    yield designOf(Object.fromEntries(drawn) as PartValues);
  }
}

/** Plainer designs, the plainest first; each knows how it can be made plainer yet. */
export function* plainer({ parts }: DesignValue): Generator<DesignValue, undefined> {
  for (const name of NAMES) {
    if (parts[name].value !== PLAIN[name]) yield designOf({ ...parts, [name]: plainest(name) });
  }
  for (const name of NAMES) yield* plainerIn(name, parts);
}

function* plainerIn<Name extends keyof Parts>(
  name: Name,
  parts: PartValues,
): Generator<DesignValue, undefined> {
  const { value, context } = parts[name];
  if (value === PLAIN[name]) return;
  const arbitrary: fc.Arbitrary<Parts[Name]> = ARBITRARY[name];
  for (const each of arbitrary.shrink(value, context)) yield designOf({ ...parts, [name]: each });
}

/** It is never asked how it was made. */
const plainest = <Name extends keyof Parts>(name: Name) => new fc.Value<Parts[Name]>(PLAIN[name], undefined);

function designOf(parts: PartValues): DesignValue {
  const values = Object.fromEntries(NAMES.map((name) => [name, parts[name].value]));
  return { design: assemble(values as unknown as Parts), parts };
}
