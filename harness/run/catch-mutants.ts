import { createHash } from 'node:crypto';
import type { Adapter } from '../adapters/index.ts';
import {
  type Call,
  type Mutant,
  mutants,
  referenceResolver,
  replacedPart,
  takesPart,
  tracedReference,
} from '../reference/index.ts';
import { type Case, isAboutStalls, type SpecVersion } from '../scenario/index.ts';
import { applies, consultSteps, type Question } from '../spec/index.ts';
import { causeOf } from './cause.ts';
import { crowdOf, widthFor } from './crowd.ts';
import { lacking } from './lacking.ts';
import { LastingWorld } from './lasting-world.ts';
import { byMachine, setMachine } from './machine.ts';
import { Parents } from './parents.ts';
import { BUDGET_MS } from './run.ts';
import { type CaseResult, runCase } from './run-case.ts';
import { builtInAdapter } from './subject.ts';
import { Turns } from './turns.ts';
import { pace } from './wave.ts';

/** What the mutants were caught by. */
export interface CaughtMutants {
  /** The ids of the cases that each mutant fails, sorted. */
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

export interface CatchWatcher {
  start(what: string, total: number): void;
  step(): void;
}

/** One case asked of one resolver. */
interface Trial {
  readonly case: Case;
  readonly adapter: Adapter;
  readonly parents: Parents;
  readonly keep: (result: CaseResult) => void;
  readonly mutant?: Mutant;
}

const takesTime = ({ case: c, mutant }: Trial) => isAboutStalls(c) || mutant?.showsIn === 'stalls';

/** As many as the reference resolver takes at once. */
const WIDTH = 48;

/**
 * The reference is asked all cases, and it is noted which of its parts take part in each. Then all mutants are asked at
 * once, in the same world, each only the cases in which its part could have led elsewhere.
 */
export async function catchMutants(options: CatchOptions, watcher: CatchWatcher): Promise<CaughtMutants> {
  await using world = await LastingWorld.open();
  const { version } = options;
  const cases = withFewTwins(options.cases);
  const problems: string[] = [];
  const bench = new Bench(world, version, watcher, problems);

  const calls = new Map<string, Call[]>();
  const results = new Map<Case, CaseResult>();
  const reference = builtInAdapter(
    'reference',
    tracedReference((server, call) => {
      const noted = calls.get(server);
      if (noted) noted.push(call);
      else calls.set(server, [call]);
    }),
  );
  const parents = new Parents(reference.about, version);
  const keep = (c: Case) => (result: CaseResult) => results.set(c, result);
  watcher.start('reference', cases.length);
  await bench.ask(cases.map((c) => ({ case: c, adapter: reference, parents, keep: keep(c) })));
  const wrong = [...results].filter(([, { status }]) => status === 'fail').map(([{ id }]) => id);
  const kills = new Map<Mutant, string[]>(mutants.map((mutant) => [mutant, []]));
  if (wrong.length > 0) return { kills, asked: new Map(), reference: wrong.sort(), problems };

  const callsIn = (c: Case) => serversOf(c).flatMap((server) => calls.get(server) ?? []);
  const traces = new Map([...results.keys()].map((c) => [c, callsIn(c)]));
  const concerned = new Map(
    mutants.map((mutant) => [mutant, cases.filter((c) => concerns(mutant, c, traces.get(c) ?? []))]),
  );
  const asked = new Map(mutants.map((mutant) => [mutant, 0]));
  const ask = async (who: string, chosen: ReadonlyMap<Mutant, readonly Case[]>) => {
    const trials = [...chosen].flatMap(([mutant, own]) => trialsOf(mutant, own, { parents, version, kills }));
    for (const [mutant, own] of chosen) asked.set(mutant, (asked.get(mutant) ?? 0) + own.length);
    watcher.start(who, trials.length);
    await bench.ask(trials);
  };
  const few = new Map([...concerned].map(([mutant, own]) => [mutant, tellingFew(mutant, own)]));
  await ask(`${mutants.length} mutants`, few);
  const rest = [...concerned].flatMap(([mutant, own]) => {
    if (kills.get(mutant)?.length !== 0) return [];
    return [[mutant, own.filter((c) => !few.get(mutant)?.includes(c))] as const];
  });
  if (rest.length > 0) await ask(`${rest.length} survivors, everywhere else`, new Map(rest));
  for (const ids of kills.values()) ids.sort();
  problems.push(...world.problems);
  return { kills, asked, reference: [], problems };
}

/** Of the twins of one kind in the same step, the first: a mutant fails all of them or none. */
function withFewTwins(cases: readonly Case[]): readonly Case[] {
  const steps = new Map(cases.map(({ id, expect }) => [id, expect.step]));
  const seen = new Set<string>();
  return cases.filter(({ twin }) => {
    if (twin === undefined) return true;
    const kind = `${steps.get(twin.parent)} ${twin.role}`;
    const isFirst = !seen.has(kind);
    seen.add(kind);
    return isFirst;
  });
}

/** Each clause, each step of a family and each role of a twin is asked about so often: twice takes half as long again, and catches the same mutants. */
const OFTEN = 1;

/**
 * Of the cases that concern a mutant as many as tell something new. Each mutant begins elsewhere: a case is asked of one at
 * a time, and all would wait for the same ones.
 */
function tellingFew({ name }: Mutant, cases: readonly Case[]): readonly Case[] {
  const told = new Map<string, number>();
  const order = new Map(cases.map((c) => [c, createHash('sha1').update(`${name} ${c.id}`).digest('hex')]));
  const shuffled = cases.toSorted((a, b) => ((order.get(a) ?? '') < (order.get(b) ?? '') ? -1 : 1));
  const few = shuffled.filter(({ family, clauses, expect, twin }) => {
    const about = [...clauses, `${family} ${expect.step}`, ...(twin ? [twin.role] : [])];
    const isNew = about.some((subject) => (told.get(subject) ?? 0) < OFTEN);
    if (isNew) for (const subject of about) told.set(subject, (told.get(subject) ?? 0) + 1);
    return isNew;
  });
  return few.sort((a, b) => (a.id < b.id ? -1 : 1));
}

function serversOf({ server, steps }: Case): readonly string[] {
  return steps === undefined ? [server] : [...new Set(steps.flatMap(({ resolve }) => resolve))];
}

/** Twins tell nothing of the other parts, and there are several for each case. */
function concerns(mutant: Mutant, c: Case, calls: readonly Call[]): boolean {
  const part = replacedPart(mutant);
  if (c.twin !== undefined && part !== 'faultOfPeer') return false;
  if (isAboutStalls(c) ? mutant.showsIn !== 'stalls' : part === 'timeouts') return false;
  if (c.machine !== undefined && mutant.showsIn !== 'machine') return false;
  return (mutant.where?.(c) ?? true) && takesPart(mutant, calls);
}

interface Known {
  /** What the reference has proved. */
  readonly parents: Parents;
  readonly version: SpecVersion;
  readonly kills: ReadonlyMap<Mutant, string[]>;
}

function trialsOf(mutant: Mutant, cases: readonly Case[], known: Known) {
  const { version, kills } = known;
  const adapter = builtInAdapter(`mutant:${mutant.name}`, referenceResolver(mutant.replaces));
  // Where it does what the reference does, it comes as far.
  const parents = new Parents(adapter.about, version, known.parents);
  return cases.map((c) => ({
    mutant,
    case: c,
    adapter,
    parents,
    keep: ({ status }: CaseResult) => {
      if (status === 'fail') kills.get(mutant)?.push(c.id);
    },
  }));
}

/** Asks cases side by side in one world, each of one resolver at a time: its addresses are there once. */
class Bench {
  readonly #world: LastingWorld;
  readonly #version: SpecVersion;
  readonly #watcher: CatchWatcher;
  readonly #problems: string[];
  readonly #turns = new Turns();
  readonly #questions = new Map<Case, readonly (readonly Question[])[]>();

  constructor(world: LastingWorld, version: SpecVersion, watcher: CatchWatcher, problems: string[]) {
    this.#world = world;
    this.#version = version;
    this.#watcher = watcher;
    this.#problems = problems;
  }

  /** Twins come after their parents. Who waits is asked last: a clock runs otherwise beside so many who work. */
  async ask(trials: readonly Trial[]): Promise<void> {
    const { together, alone } = byMachine([...new Set(trials.map((trial) => trial.case))]);
    const side = new Set(together);
    await this.#promptOnes(trials.filter((trial) => side.has(trial.case) && !takesTime(trial)));
    await this.#wave(trials.filter((trial) => side.has(trial.case) && takesTime(trial)));
    for (const { machine, cases } of alone) {
      const own = new Set(cases);
      await using _machine = await setMachine(machine);
      await this.#wave(trials.filter((trial) => own.has(trial.case)));
    }
  }

  async #promptOnes(trials: readonly Trial[]): Promise<void> {
    const isTwin = (trial: Trial) => trial.case.twin !== undefined;
    const isCrowd = (trial: Trial) => crowdOf(trial.case) > 1;
    await this.#wave(trials.filter((trial) => !isTwin(trial) && !isCrowd(trial)));
    await this.#wave(trials.filter(isCrowd));
    await this.#wave(trials.filter(isTwin));
  }

  async #wave(trials: readonly Trial[]): Promise<void> {
    const width = widthFor(
      trials.map((trial) => trial.case),
      WIDTH,
    );
    await pace(trials, width, (trial, free) => this.#turns.take(trial.case.id, () => this.#one(trial, free)));
  }

  async #one(trial: Trial, free: () => void): Promise<void> {
    const { case: c, adapter, parents } = trial;
    this.#watcher.step();
    const why = lacking(c, adapter.about) ?? parents.whyNot(c) ?? (await this.#world.missing(c)) ?? undefined;
    if (why !== undefined || !applies(c, this.#version)) return;
    try {
      const budget = { ms: BUDGET_MS, patient: false };
      const result = await runCase(this.#world, adapter, c, this.#questionsOf(c), budget, free);
      if (result.status === 'error') this.#doubt(trial, result.reasons[0]?.text ?? 'no reason is given');
      parents.note(c, result);
      trial.keep(result);
    } catch (error) {
      this.#doubt(trial, causeOf(error));
    }
  }

  /** The oracle says the same for every mutant. */
  #questionsOf(c: Case): readonly (readonly Question[])[] {
    const known = this.#questions.get(c) ?? consultSteps(c, this.#version);
    this.#questions.set(c, known);
    return known;
  }

  #doubt({ case: c, adapter }: Trial, why: string): void {
    this.#problems.push(`${adapter.about.name} in ${c.id}: ${why}`);
  }
}
