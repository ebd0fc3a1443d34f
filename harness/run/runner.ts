import type { Case, Machine } from '../model/index.ts';
import { askAgain } from './ask-again.ts';
import { askOne, placesNow, type RunnerOptions, type RunningPlan } from './ask-one.ts';
import type { Asker } from './asker.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import { Pace } from './pace.ts';
import type { Batch, Lane, Stage } from './plan.ts';
import { Postponed } from './postponed.ts';
import { Serializer } from './serialize.ts';
import { onMachine } from './start-anew.ts';

export type { RunnerOptions } from './ask-one.ts';

/**
 * Works through a plan with one asker, or with many of the same cases. The addresses of a case are there once, so that it
 * is asked by one of them at a time. A fault of ours is told to the asker whose case it hit, and the others go on. What was
 * late is asked once more at the end.
 */
export async function runPlan(
  stages: readonly Stage[],
  askers: readonly Asker[],
  options: RunnerOptions,
): Promise<void> {
  const { pace = new Pace() } = options;
  const plan: RunningPlan = { options, pace, postponed: new Postponed() };
  // Those that have ended with a stage that wanted something of the machine.
  const ended = new Set<Asker>();
  for (const { machine, lanes } of stages) {
    if (options.stop?.aborted) return;
    if (machine === undefined) await runLanes(lanes, askers, plan);
    else for (const asker of await runAnew(machine, lanes, askers, plan)) ended.add(asker);
  }
  const widths = stages.flatMap(({ lanes }) => lanes.flat().map(({ width }) => width));
  await askAgain(askers, ended, plan, Math.max(1, ...widths));
}

/** Settles with those that were started for it, and have ended. */
async function runAnew(
  machine: Machine,
  lanes: readonly Lane[],
  askers: readonly Asker[],
  plan: RunningPlan,
): Promise<readonly Asker[]> {
  const cases = lanes.flat().flatMap((batch) => batch.cases);
  const own = (asker: Asker) => cases.filter((c) => asks(asker, c));
  const concerned = askers.filter((asker) => own(asker).length > 0);
  for (const asker of concerned.filter(({ restart }) => restart === undefined))
    for (const c of own(asker)) asker.skipped(c, { kind: 'running' });
  const anew = concerned.flatMap((asker) =>
    asker.restart ? [{ asker, restart: asker.restart, cases: own(asker) }] : [],
  );
  await onMachine(machine, anew, plan.options, (started) => runLanes(lanes, started, plan));
  return anew.map(({ asker }) => asker);
}

async function runLanes(lanes: readonly Lane[], askers: readonly Asker[], plan: RunningPlan): Promise<void> {
  const oneAtATime = new Serializer();
  await Promise.all(
    lanes.map(async (lane) => {
      for (const batch of lane) await runBatch(batch, askers, plan, oneAtATime);
    }),
  );
}

async function runBatch(
  { cases, width }: Batch,
  askers: readonly Asker[],
  plan: RunningPlan,
  oneAtATime: Serializer,
): Promise<void> {
  // Neighbours are different cases of one asker: few of those under way wait for each other.
  const questions = askers.flatMap((asker) =>
    cases.filter((c) => asks(asker, c)).map((c) => ({ asker, case: c })),
  );
  const places = () => placesNow(plan, width);
  await limitConcurrency(questions, places, ({ asker, case: c }, free) =>
    oneAtATime.take(c.id, () => askOne(asker, c, plan, free)),
  );
}

const asks = (asker: Asker, c: Case): boolean => asker.asks?.(c) ?? true;
