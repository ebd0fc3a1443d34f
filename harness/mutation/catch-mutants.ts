import { type Case, isAboutStalls, type SpecVersion } from '../model/index.ts';
import {
  type Call,
  type Mutant,
  mutants,
  referenceResolver,
  replacedPart,
  takesPart,
  tracedReference,
} from '../reference/index.ts';
import type { CaseResult } from '../run/index.ts';
import { builtInAdapter, LastingWorld, Parents } from '../run/index.ts';
import { plainCases, withFewTwins } from './plain-cases.ts';
import { type PoolQuestion, type PoolWatcher, ResolverPool } from './resolver-pool.ts';

/** What the mutants were caught by. */
export interface CaughtMutants {
  /** The ids of the cases that each mutant fails, sorted: of those that are asked of everybody. */
  readonly kills: ReadonlyMap<Mutant, readonly string[]>;
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

export interface CatchWatcher extends PoolWatcher {
  /** Whoever was asked, what was asked, and what came of it. Skips are not told: nobody was asked. */
  judged(name: string, c: Case, result: CaseResult): void;
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
  const problems: string[] = [];
  const bench = new ResolverPool(world, version, watcher, problems);
  const { reference, parents, calls } = await askReference(bench, cases, version, watcher);
  if (reference.length > 0) return { kills: new Map(), asked: new Map(), reference, problems };

  const concerned = new Map(
    mutants.map((mutant) => [mutant, cases.filter((c) => concerns(mutant, c, callsIn(c, calls)))]),
  );
  const hunt = new Hunt({ bench, watcher, concerned, parents, version });
  const plain = plainCases(cases);
  await hunt.ask(`${mutants.length} mutants`, mutants, (c) => plain.has(c));
  const survivors = mutants.filter((mutant) => hunt.killsOf(mutant).length === 0);
  if (survivors.length > 0) {
    await hunt.ask(`${survivors.length} survivors, in all other cases`, survivors, (c) => !plain.has(c));
    const telling = hunt.keepFew(survivors);
    const others = mutants.filter((mutant) => !survivors.includes(mutant));
    await hunt.ask('the others, where those were caught', others, (c) => telling.has(c.id));
  }
  problems.push(...world.problems);
  return { ...hunt.found(), reference, problems };
}

async function askReference(
  bench: ResolverPool,
  cases: readonly Case[],
  version: SpecVersion,
  watcher: CatchWatcher,
) {
  const calls = new Map<string, Call[]>();
  const note = (server: string, call: Call) => {
    const noted = calls.get(server);
    if (noted) noted.push(call);
    else calls.set(server, [call]);
  };
  const adapter = builtInAdapter('reference', tracedReference(note));
  const parents = new Parents(adapter.about, version);
  const reference: string[] = [];
  const keep = (c: Case, result: CaseResult) => {
    if (result.status === 'fail') reference.push(c.id);
    watcher.judged(adapter.about.name, c, result);
  };
  watcher.start('reference', cases.length);
  const trials = cases.map((c): PoolQuestion => {
    return { case: c, adapter, parents, waits: isAboutStalls(c), keep: (result) => keep(c, result) };
  });
  await bench.ask(trials, 'beside');
  return { reference: reference.sort(), parents, calls };
}

function callsIn({ server, rounds }: Case, calls: ReadonlyMap<string, readonly Call[]>): readonly Call[] {
  const servers = rounds === undefined ? [server] : rounds.flatMap(({ resolve }) => resolve);
  return [...new Set(servers)].flatMap((one) => calls.get(one) ?? []);
}

/** Twins tell nothing of the other parts, and there are several for each case. */
function concerns(mutant: Mutant, c: Case, calls: readonly Call[]): boolean {
  const part = replacedPart(mutant);
  if (c.twin !== undefined && part !== 'faultOfPeer') return false;
  if (isAboutStalls(c) ? mutant.showsIn !== 'stalls' : part === 'timeouts') return false;
  if (c.machine !== undefined && mutant.showsIn !== 'machine') return false;
  return (mutant.where?.(c) ?? true) && takesPart(mutant, calls);
}

/** Of the cases that catch a survivor. */
const MOST_TELLING = 2;

interface Hunting {
  readonly bench: ResolverPool;
  readonly watcher: CatchWatcher;
  /** In which cases each could do anything else than the reference. */
  readonly concerned: ReadonlyMap<Mutant, readonly Case[]>;
  /** What the reference has proved: where a mutant does the same, it comes as far. */
  readonly parents: Parents;
  readonly version: SpecVersion;
}

/** What has been asked of the mutants so far, and what they failed. */
class Hunt {
  readonly #hunting: Hunting;
  readonly #kills = new Map<Mutant, string[]>(mutants.map((mutant) => [mutant, []]));
  readonly #asked = new Map<Mutant, number>(mutants.map((mutant) => [mutant, 0]));

  constructor(hunting: Hunting) {
    this.#hunting = hunting;
  }

  killsOf(mutant: Mutant): readonly string[] {
    return this.#kills.get(mutant) ?? [];
  }

  /** Asks some of the mutants those cases that are meant, as far as they concern them. */
  async ask(what: string, some: readonly Mutant[], isMeant: (c: Case) => boolean): Promise<void> {
    const { bench, watcher, concerned } = this.#hunting;
    const trials = some.flatMap((mutant) => {
      const own = (concerned.get(mutant) ?? []).filter(isMeant);
      this.#asked.set(mutant, (this.#asked.get(mutant) ?? 0) + own.length);
      return this.#trialsOf(mutant, own);
    });
    watcher.start(what, trials.length);
    await bench.ask(trials, 'last');
  }

  /** Keeps a few kills of each. Returns all that are kept. */
  keepFew(some: readonly Mutant[]): ReadonlySet<string> {
    const few = new Set(some.flatMap((mutant) => this.killsOf(mutant).toSorted().slice(0, MOST_TELLING)));
    for (const mutant of some) {
      const kept = this.killsOf(mutant).filter((id) => few.has(id));
      this.#kills.set(mutant, kept);
    }
    return few;
  }

  found(): Pick<CaughtMutants, 'kills' | 'asked'> {
    const kills = new Map([...this.#kills].map(([mutant, ids]) => [mutant, ids.toSorted()]));
    return { kills, asked: this.#asked };
  }

  #trialsOf(mutant: Mutant, cases: readonly Case[]): readonly PoolQuestion[] {
    const { parents: before, version, watcher } = this.#hunting;
    const adapter = builtInAdapter(`mutant:${mutant.name}`, referenceResolver(mutant.replaces));
    const parents = new Parents(adapter.about, version, before);
    return cases.map((c) => ({
      case: c,
      adapter,
      parents,
      waits: isAboutStalls(c) || mutant.showsIn === 'stalls',
      keep: (result) => {
        if (result.status === 'fail') this.#kills.get(mutant)?.push(c.id);
        watcher.judged(adapter.about.name, c, result);
      },
    }));
  }
}
