import type { Case } from '../model/index.ts';
import type { Kill } from '../oracle/index.ts';
import { type Mutant, mutants } from '../reference/index.ts';
import { type CaseResult, type LateResult, mutantSubject, Parents } from '../run/index.ts';
import { killOf } from './kill-of.ts';
import type { PoolMember, ResolverPool } from './resolver-pool.ts';

/** Of the cases that catch a survivor. */
const MOST_TELLING = 2;

/** By the id of the case that catches a mutant. */
export type Kills = Readonly<Record<string, Kill>>;

/** What a hunt has to know, and who hears of it. */
export interface Hunting {
  readonly pool: ResolverPool;
  /** In which cases each could do anything else than the reference. */
  readonly concerned: ReadonlyMap<Mutant, readonly Case[]>;
  /** What the reference has proved: where a mutant does the same, it comes as far. */
  readonly parents: Parents;
  /** So many questions follow. */
  readonly start: (what: string, total: number) => void;
  readonly judged: (name: string, c: Case, result: CaseResult) => void;
  readonly late: (name: string, c: Case, result: LateResult) => void;
}

/** What has been asked of the mutants so far, and what they failed. */
export class MutantHunt {
  readonly #hunting: Hunting;
  readonly #kills = new Map<Mutant, ReadonlyMap<string, Kill>>();
  readonly #asked = new Map<Mutant, number>(mutants.map((mutant) => [mutant, 0]));

  constructor(hunting: Hunting) {
    this.#hunting = hunting;
  }

  /** How many cases each was asked. */
  get asked(): ReadonlyMap<Mutant, number> {
    return this.#asked;
  }

  /** The cases that each fails, sorted by id. */
  get kills(): ReadonlyMap<Mutant, Kills> {
    return new Map(
      mutants.map((mutant) => {
        const kills = [...this.#killsOf(mutant)].sort(([a], [b]) => (a < b ? -1 : 1));
        return [mutant, Object.fromEntries(kills)];
      }),
    );
  }

  survivors(): readonly Mutant[] {
    return mutants.filter((mutant) => this.#killsOf(mutant).size === 0);
  }

  /** Asks some of the mutants those cases that are meant, as far as they concern them. */
  async ask(what: string, some: readonly Mutant[], isMeant: (c: Case) => boolean): Promise<void> {
    const { pool, start } = this.#hunting;
    const members = new Map(some.map((mutant) => [mutant, this.#memberOf(mutant, isMeant)]));
    start(
      what,
      [...members.values()].reduce((sum, { cases }) => sum + cases.size, 0),
    );
    const those = (isTimed: boolean) =>
      [...members].flatMap(([{ showsIn }, member]) => ((showsIn === 'stalls') === isTimed ? [member] : []));
    await pool.ask(those(false));
    // A mutant that is about time waits in any case, and clocks run otherwise beside so many who work.
    await pool.ask(those(true), { waits: () => true, waiting: 'last' });
  }

  /** Keeps a few kills of each. Returns all that are kept. */
  keepFew(some: readonly Mutant[]): ReadonlySet<string> {
    const few = new Set(
      some.flatMap((mutant) => [...this.#killsOf(mutant).keys()].sort().slice(0, MOST_TELLING)),
    );
    for (const mutant of some) {
      const kept = [...this.#killsOf(mutant)].filter(([id]) => few.has(id));
      this.#kills.set(mutant, new Map(kept));
    }
    return few;
  }

  #killsOf(mutant: Mutant): ReadonlyMap<string, Kill> {
    return this.#kills.get(mutant) ?? new Map();
  }

  #keep(mutant: Mutant, c: Case, result: CaseResult): void {
    const kill = killOf(result);
    if (kill) this.#kills.set(mutant, new Map([...this.#killsOf(mutant), [c.id, kill]]));
  }

  #memberOf(mutant: Mutant, isMeant: (c: Case) => boolean): PoolMember {
    const { concerned, parents: before, judged, late } = this.#hunting;
    const cases = new Set((concerned.get(mutant) ?? []).filter(isMeant));
    this.#asked.set(mutant, (this.#asked.get(mutant) ?? 0) + cases.size);
    const subject = mutantSubject(mutant);
    return {
      subject,
      parents: new Parents(before),
      cases,
      judged: (c, result) => {
        this.#keep(mutant, c, result);
        judged(subject.name, c, result);
      },
      late: (c, result) => late(subject.name, c, result),
    };
  }
}
