import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { ADDED, ARBITRARY, assemble, type DesignParts, PLAIN } from './any-design.ts';
import { PLAIN_PLACE } from './any-place.ts';
import type { Design, DrawnPlace, Listening } from './design.ts';

/**
 * A design that knows how it was made, and so how it can be made plainer. The parts are drawn one by one, and not as one
 * record: fast-check never goes back to the plainest form of a part once it has taken a step inside it.
 */
export interface DesignValue {
  readonly design: Design;
  readonly parts: PartValues;
}

type PartValues = { readonly [Part in keyof DesignParts]: fc.Value<DesignParts[Part]> };

const NAMES = Object.keys(ARBITRARY) as (keyof DesignParts)[];

/** Without end, and the same for the same seed. */
export function* designs(seed: number): Generator<DesignValue, never> {
  const random = new fc.Random(xoroshiro128plus(seed));
  // No seed that can be asked for has these bits.
  const added = new fc.Random(xoroshiro128plus(~seed));
  for (;;) {
    const drawn = NAMES.map((name) => [
      name,
      ARBITRARY[name].generate(ADDED.has(name) ? added : random, undefined),
    ]);
    yield designOf(Object.fromEntries(drawn) as PartValues);
  }
}

/** Plainer designs, the plainest first; each knows how it can be made plainer yet. */
export function* plainer({ parts }: DesignValue): Generator<DesignValue, undefined> {
  for (const name of NAMES) {
    if (parts[name].value !== PLAIN[name]) yield designOf({ ...parts, [name]: made(PLAIN[name]) });
  }
  yield* brought(parts);
  for (const name of NAMES) yield* plainerIn(name, parts);
}

/** What is behind a record or a delegation may be just as well at the server name itself, without these. */
function* brought(parts: PartValues): Generator<DesignValue, undefined> {
  const [here] = parts.origin.value.machines;
  for (const name of ['fed', 'legacy', 'fedOfDelegate', 'legacyOfDelegate'] as const) {
    const target = parts[name].value?.records[0]?.target;
    const [there] = typeof target === 'object' ? target.machines : [];
    if (there === undefined || same(there.federation, here?.federation)) continue;
    yield designOf({ ...parts, [name]: made(PLAIN[name]), origin: made(placeWith(there.federation)) });
  }
  const [there] = parts.delegate.value.machines;
  if (there === undefined || same(there.federation, here?.federation)) return;
  yield designOf({ ...parts, web: made(PLAIN.web), origin: made(placeWith(there.federation)) });
}

function placeWith(federation: Listening): DrawnPlace {
  const [machine] = PLAIN_PLACE.machines;
  return { ...PLAIN_PLACE, machines: machine ? [{ ...machine, federation }] : [] };
}

const same = (a: Listening, b: Listening | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

function* plainerIn<Name extends keyof DesignParts>(
  name: Name,
  parts: PartValues,
): Generator<DesignValue, undefined> {
  const { value, context } = parts[name];
  if (context === undefined) return;
  const arbitrary: fc.Arbitrary<DesignParts[Name]> = ARBITRARY[name];
  for (const each of arbitrary.shrink(value, context)) yield designOf({ ...parts, [name]: each });
}

/** A part that was not drawn, and is as plain as it can be. */
const made = <Value>(value: Value): fc.Value<Value> => new fc.Value(value, undefined);

function designOf(parts: PartValues): DesignValue {
  const values = Object.fromEntries(NAMES.map((name) => [name, parts[name].value]));
  return { design: assemble(values as unknown as DesignParts), parts };
}
