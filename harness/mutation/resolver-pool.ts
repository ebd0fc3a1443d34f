import type { Adapter } from '../adapters/index.ts';
import { causeOf } from '../base/index.ts';
import type { Case, SpecVersion } from '../model/index.ts';
import { applies, consultRounds, type RoundQuestion } from '../oracle/index.ts';
import type { LastingWorld, Parents } from '../run/index.ts';
import {
  BUDGET_MS,
  BUILT_IN_PARALLEL,
  byMachine,
  type CaseResult,
  limitConcurrency,
  runCase,
  setMachine,
  simultaneousNames,
  whySkipped,
  widthFor,
} from '../run/index.ts';
import { Serializer } from './serialize.ts';
import { unshownFailure } from './unshown-failure.ts';

/** One case asked of one resolver. */
export interface PoolQuestion {
  readonly case: Case;
  readonly adapter: Adapter;
  readonly parents: Parents;
  /** It is about time. */
  readonly waits: boolean;
  readonly keep: (result: CaseResult) => void;
}

export interface PoolWatcher {
  start(what: string, total: number): void;
  step(): void;
}

/** Asks cases side by side in one world, each of one resolver at a time: its addresses are there once. */
export class ResolverPool {
  readonly #world: LastingWorld;
  readonly #version: SpecVersion;
  readonly #watcher: PoolWatcher;
  readonly #problems: string[];
  readonly #turns = new Serializer();
  readonly #questions = new Map<Case, readonly (readonly RoundQuestion[])[]>();

  constructor(world: LastingWorld, version: SpecVersion, watcher: PoolWatcher, problems: string[]) {
    this.#world = world;
    this.#version = version;
    this.#watcher = watcher;
    this.#problems = problems;
  }

  /**
   * Twins come after their parents. Who waits does so beside all others, or `last`: clocks run otherwise beside so many
   * who work.
   */
  async ask(trials: readonly PoolQuestion[], waiting: 'beside' | 'last'): Promise<void> {
    const { together, alone } = byMachine([...new Set(trials.map((trial) => trial.case))]);
    const side = new Set(together);
    const prompt = trials.filter((trial) => side.has(trial.case) && !trial.waits);
    const late = trials.filter((trial) => side.has(trial.case) && trial.waits);
    if (waiting === 'beside') await Promise.all([this.#promptOnes(prompt), this.#wave(late)]);
    else {
      await this.#promptOnes(prompt);
      await this.#wave(late);
    }
    for (const { machine, cases } of alone) {
      const own = new Set(cases);
      await using _machine = await setMachine(machine);
      await this.#wave(trials.filter((trial) => own.has(trial.case)));
    }
  }

  async #promptOnes(trials: readonly PoolQuestion[]): Promise<void> {
    const isTwin = (trial: PoolQuestion) => trial.case.twin !== undefined;
    const isCrowd = (trial: PoolQuestion) => simultaneousNames(trial.case) > 1;
    await this.#wave(trials.filter((trial) => !isTwin(trial) && !isCrowd(trial)));
    await this.#wave(trials.filter(isCrowd));
    await this.#wave(trials.filter(isTwin));
  }

  async #wave(trials: readonly PoolQuestion[]): Promise<void> {
    const width = widthFor(
      trials.map((trial) => trial.case),
      BUILT_IN_PARALLEL,
    );
    await limitConcurrency(trials, width, (trial, free) =>
      this.#turns.take(trial.case.id, () => this.#one(trial, free)),
    );
  }

  async #one(trial: PoolQuestion, free: () => void): Promise<void> {
    const { case: c, adapter, parents } = trial;
    this.#watcher.step();
    const why = whySkipped(c, adapter.about) ?? parents.whyNot(c) ?? (await this.#world.missing(c));
    if (why !== undefined || !applies(c, this.#version)) return;
    try {
      const budget = { ms: BUDGET_MS, patient: false };
      const steps = this.#questionsOf(c);
      const result = await runCase(this.#world, adapter, c, steps, budget, free);
      if (result.status === 'error') this.#doubt(trial, result.reasons[0]?.text ?? 'no reason is given');
      const unshown = unshownFailure(result, steps);
      if (unshown !== undefined) this.#doubt(trial, unshown);
      parents.note(c, result, steps);
      trial.keep(result);
    } catch (error) {
      this.#doubt(trial, causeOf(error));
    }
  }

  /** The oracle says the same for every mutant. */
  #questionsOf(c: Case): readonly (readonly RoundQuestion[])[] {
    const known = this.#questions.get(c) ?? consultRounds(c, this.#version);
    this.#questions.set(c, known);
    return known;
  }

  #doubt({ case: c, adapter }: PoolQuestion, why: string): void {
    this.#problems.push(`${adapter.about.name} in ${c.id}: ${why}`);
  }
}
