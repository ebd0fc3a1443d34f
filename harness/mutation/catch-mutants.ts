import type { Case, SpecVersion } from '../model/index.ts';
import { type Mutant, mutants } from '../reference/index.ts';
import { type CaseResult, LastingWorld, type LateResult } from '../run/index.ts';
import { askReference } from './ask-reference.ts';
import { concernedCases } from './concerned.ts';
import { type Kills, MutantHunt } from './mutant-hunt.ts';
import { plainCases, withFewTwins } from './plain-cases.ts';
import { ResolverPool } from './resolver-pool.ts';

/** What the mutants were caught by. */
export interface CaughtMutants {
  /** The cases that each mutant fails, sorted by id: of those that are asked of everybody. */
  readonly kills: ReadonlyMap<Mutant, Kills>;
  /** How many cases each was asked. */
  readonly asked: ReadonlyMap<Mutant, number>;
  /** Cases that the reference itself does not pass: nothing was asked of the mutants then. */
  readonly reference: readonly string[];
  /** Faults of our own, that make the matrix doubtful. */
  readonly problems: readonly string[];
}

export interface CatchOptions {
  /** Parents stand among them for every twin. */
  readonly cases: readonly Case[];
  readonly version: SpecVersion;
}

export interface CatchWatcher {
  /** So many questions follow. */
  start(what: string, total: number): void;
  /** One of them is done with. */
  advance(): void;
  /** Whoever was asked, what was asked, and what came of it. Skips are not told: nobody was asked. */
  judged(name: string, c: Case, result: CaseResult): void;
  /** A first asking that was late: another follows, which is judged. */
  late(name: string, c: Case, result: LateResult): void;
}

/**
 * The reference is asked all cases, and it is noted which of its parts take part in each. Then all mutants are asked at
 * once, in the same world, each only the cases in which its part could have led elsewhere.
 *
 * Few cases tell most of it. Who survives those is asked all others; where one of them is caught, everybody is asked, so
 * that all lists speak of the same cases and can be compared.
 */
export async function catchMutants(
  { cases: all, version }: CatchOptions,
  watcher: CatchWatcher,
): Promise<CaughtMutants> {
  await using world = await LastingWorld.open();
  const cases = withFewTwins(all);
  const pool = new ResolverPool({ world, version, cases, advance: () => watcher.advance() });
  const judged = (name: string, c: Case, result: CaseResult) => watcher.judged(name, c, result);
  const late = (name: string, c: Case, result: LateResult) => watcher.late(name, c, result);
  watcher.start('reference', cases.length);
  const { failed, parents, calls } = await askReference(pool, cases, { judged, late });
  if (failed.length > 0)
    return { kills: new Map(), asked: new Map(), reference: failed, problems: pool.problems };

  const concerned = new Map(mutants.map((mutant) => [mutant, concernedCases(mutant, cases, calls)]));
  const start = (what: string, total: number) => watcher.start(what, total);
  const hunt = new MutantHunt({ pool, concerned, parents, start, judged, late });
  const plain = plainCases(cases);
  await hunt.ask(`${mutants.length} mutants`, mutants, (c) => plain.has(c));
  const survivors = hunt.survivors();
  if (survivors.length > 0) {
    await hunt.ask(`${survivors.length} survivors, in all other cases`, survivors, (c) => !plain.has(c));
    const telling = hunt.keepFew(survivors);
    const others = mutants.filter((mutant) => !survivors.includes(mutant));
    await hunt.ask('the others, where those were caught', others, (c) => telling.has(c.id));
  }
  const { kills, asked } = hunt;
  return { kills, asked, reference: failed, problems: [...pool.problems, ...world.problems] };
}
