import { isAboutStalls } from '../model/index.ts';
import type { BehaviourFault } from './behaviour.ts';
import { type DesignValue, plainer } from './chance.ts';
import type { RandomWorld } from './random-world.ts';

/** A world in which something is wrong, with what it was made of. */
export interface Specimen {
  readonly value: DesignValue;
  readonly world: RandomWorld;
  readonly finding: BehaviourFault;
}

export interface Shrinking {
  /** Undefined where nothing could be told from such a world. */
  make(value: DesignValue): RandomWorld | undefined;
  /** What is wrong in each of these. */
  look(worlds: readonly RandomWorld[]): Promise<readonly (BehaviourFault | undefined)[]>;
  readonly limits: ShrinkLimits;
}

export interface ShrinkLimits {
  /** Worlds that are tried together. */
  readonly batch: number;
  /** Worlds that are tried in all. */
  readonly worlds: number;
  readonly ms: number;
}

/**
 * The plainest world that shows the same, as far as the limits allow to look for it. Undefined where it does not show
 * when the very same world is asked for once more: then it was not the world.
 */
export async function shrink(start: Specimen, shrinking: Shrinking): Promise<Specimen | undefined> {
  const { limits } = shrinking;
  const end = performance.now() + limits.ms;
  const seen = new Set([textOf(start.world)]);
  const again = shrinking.make(start.value);
  const [confirmed] = again === undefined ? [] : await shrinking.look([again]);
  if (confirmed?.key !== start.finding.key) return undefined;
  let best = start;
  let count = 0;
  let stream = candidates(best, shrinking, seen);
  while (count < limits.worlds && performance.now() < end) {
    const batch = take(stream, Math.min(limits.batch, limits.worlds - count));
    if (batch.length === 0) break;
    const findings = await shrinking.look(batch.map(({ world }) => world));
    count += batch.length;
    const alike = batch.flatMap((each, index): Specimen[] => {
      const finding = findings[index];
      return finding?.key === start.finding.key ? [{ ...each, finding }] : [];
    });
    // Those that are not taken now may be what a later one comes down to.
    for (const { world } of alike) seen.delete(textOf(world));
    const [found] = alike.sort((one, other) => textOf(one.world).length - textOf(other.world).length);
    if (found === undefined) continue;
    best = found;
    stream = candidates(best, shrinking, seen);
  }
  return best;
}

/** Nobody waits for a black hole where what is wrong shows without one. */
const isSlower = (world: RandomWorld, best: RandomWorld): boolean =>
  isAboutStalls(world.case) && !isAboutStalls(best.case);

type Candidate = Pick<Specimen, 'value' | 'world'>;

/** Worlds that are plainer than the best one so far, each looked at once: many designs make the same world. */
function* candidates(
  { value, world: best }: Specimen,
  { make }: Shrinking,
  seen: Set<string>,
): Generator<Candidate, undefined> {
  for (const each of plainer(value)) {
    const world = make(each);
    if (world === undefined || world.open !== best.open || isSlower(world, best)) continue;
    const text = textOf(world);
    if (seen.has(text)) continue;
    seen.add(text);
    yield { value: each, world };
  }
}

function take(stream: Iterator<Candidate, undefined>, count: number): Candidate[] {
  const taken: Candidate[] = [];
  while (taken.length < count) {
    const { value } = stream.next();
    if (value === undefined) break;
    taken.push(value);
  }
  return taken;
}

const textOf = ({ document }: RandomWorld): string => JSON.stringify(document);
