import { causeOf } from '../base/index.ts';
import type { Case, Machine } from '../model/index.ts';
import type { RunnerOptions } from './ask-one.ts';
import type { Asker, Restart } from './asker.ts';
import { setMachine } from './machine.ts';

/** Somebody who can be started anew, and the cases for which that is done. */
export interface StartedFor {
  readonly asker: Asker;
  readonly restart: Restart;
  readonly cases: readonly Case[];
}

/** Whoever ran before has ended, and is started anew on the machine as `work` wants it; all have ended after that. */
export async function onMachine(
  machine: Machine,
  all: readonly StartedFor[],
  { prepare = setMachine }: Pick<RunnerOptions, 'prepare'>,
  work: (started: readonly Asker[]) => Promise<void>,
): Promise<void> {
  if (all.length === 0) return;
  for (const { restart } of all) await restart.stop();
  const prepared = await prepare(machine).catch(causeOf);
  if (typeof prepared === 'string') {
    for (const { asker, cases } of all) failAll(asker, cases, prepared);
    return;
  }
  await using _machine = prepared;
  const started: Asker[] = [];
  for (const { asker, restart, cases } of all) {
    if (await startAnew(asker, restart, cases)) started.push(asker);
  }
  await work(started);
  for (const { restart } of all) await restart.stop();
}

/** Where it cannot be started, these cases have failed by a fault of ours. It does not run when this is called. */
export async function startAnew(asker: Asker, restart: Restart, cases: readonly Case[]): Promise<boolean> {
  const why = await restart.start();
  if (why !== undefined) failAll(asker, cases, `could not be started anew: ${why}`);
  return why === undefined;
}

function failAll(asker: Asker, cases: readonly Case[], why: string): void {
  for (const c of cases) asker.failed(c, why);
}
