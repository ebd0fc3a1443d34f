import { causeOf } from '../base/index.ts';
import type { Case, Machine, SpecVersion } from '../model/index.ts';
import type { World } from '../world/index.ts';
import type { Asker } from './asker.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import { setMachine } from './machine.ts';
import type { Batch, Lane, Stage } from './plan.ts';
import type { AskedRounds } from './run-case.ts';
import { Serializer } from './serialize.ts';
import { whySkipped } from './why-skipped.ts';

export interface RunnerOptions {
  readonly world: Pick<World, 'missing'>;
  readonly version: SpecVersion;
  /** The oracle's word. */
  readonly consult: (c: Case) => AskedRounds;
  /** Sets up the machine until that is disposed; the one that we run on unless given. */
  readonly prepare?: (machine: Machine) => Promise<AsyncDisposable>;
}

/**
 * Works through a plan with one asker, or with many of the same cases. The addresses of a case are there once, so that it
 * is asked by one of them at a time. A fault of ours is told to the asker whose case it hit, and the others go on.
 */
export async function runPlan(
  stages: readonly Stage[],
  askers: readonly Asker[],
  options: RunnerOptions,
): Promise<void> {
  for (const { machine, lanes } of stages) {
    if (machine === undefined) await runLanes(lanes, askers, options);
    else await runAnew(machine, lanes, askers, options);
  }
}

/** Whoever ran before has ended, and is started anew on the machine as the stage wants it. */
async function runAnew(
  machine: Machine,
  lanes: readonly Lane[],
  askers: readonly Asker[],
  options: RunnerOptions,
): Promise<void> {
  const cases = lanes.flat().flatMap((batch) => batch.cases);
  const all = (asker: Asker, tell: (c: Case) => void) => cases.filter((c) => asks(asker, c)).forEach(tell);
  const concerned = askers.filter((asker) => cases.some((c) => asks(asker, c)));
  for (const asker of concerned.filter(({ restart }) => restart === undefined))
    all(asker, (c) => asker.skipped(c, { kind: 'running' }));
  const anew = concerned.flatMap((asker) => (asker.restart ? [{ asker, restart: asker.restart }] : []));
  if (anew.length === 0) return;
  for (const { restart } of anew) await restart.stop();
  const prepared = await (options.prepare ?? setMachine)(machine).catch(causeOf);
  if (typeof prepared === 'string') {
    for (const { asker } of anew) all(asker, (c) => asker.failed(c, prepared));
    return;
  }
  await using _machine = prepared;
  const started: Asker[] = [];
  for (const { asker, restart } of anew) {
    const why = await restart.start();
    if (why === undefined) started.push(asker);
    else all(asker, (c) => asker.failed(c, `could not be started anew: ${why}`));
  }
  await runLanes(lanes, started, options);
  for (const { restart } of anew) await restart.stop();
}

async function runLanes(
  lanes: readonly Lane[],
  askers: readonly Asker[],
  options: RunnerOptions,
): Promise<void> {
  const oneAtATime = new Serializer();
  await Promise.all(
    lanes.map(async (lane) => {
      for (const batch of lane) await runBatch(batch, askers, options, oneAtATime);
    }),
  );
}

async function runBatch(
  { cases, width }: Batch,
  askers: readonly Asker[],
  options: RunnerOptions,
  oneAtATime: Serializer,
): Promise<void> {
  // Neighbours are different cases of one asker: few of those under way wait for each other.
  const questions = askers.flatMap((asker) =>
    cases.filter((c) => asks(asker, c)).map((c) => ({ asker, case: c })),
  );
  await limitConcurrency(questions, width, ({ asker, case: c }, free) =>
    oneAtATime.take(c.id, () => askOne(asker, c, options, free)),
  );
}

const asks = (asker: Asker, c: Case): boolean => asker.asks?.(c) ?? true;

async function askOne(asker: Asker, c: Case, options: RunnerOptions, free: () => void): Promise<void> {
  const { about, parents } = asker;
  const outcome = await attempt(async () => {
    const missing = await options.world.missing(c);
    const isProved = (parent: string) => parents.hasProved(parent);
    const skip = whySkipped(c, { version: options.version, about, isProved, missing });
    if (skip !== undefined) return { skip };
    const rounds = options.consult(c);
    const result = await asker.ask(c, rounds, free);
    parents.note(c, rounds, about, result);
    return { result };
  });
  if ('failed' in outcome) asker.failed(c, outcome.failed);
  else if ('skip' in outcome) asker.skipped(c, outcome.skip);
  else asker.judged(c, outcome.result);
}

/** Ours, never the implementation's: a port that is taken, a full disk. The other cases go on. */
async function attempt<T>(work: () => Promise<T>): Promise<T | { readonly failed: string }> {
  try {
    return await work();
  } catch (error) {
    return { failed: causeOf(error) };
  }
}
