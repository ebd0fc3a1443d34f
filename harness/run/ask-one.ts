import { causeOf, HarnessError } from '../base/index.ts';
import type { Case, Machine, SpecVersion } from '../model/index.ts';
import type { World } from '../world/index.ts';
import type { Asker } from './asker.ts';
import { isLate } from './case-result.ts';
import type { Pace } from './pace.ts';
import type { Postponed } from './postponed.ts';
import type { AskedRounds } from './run-case.ts';
import { whySkipped } from './why-skipped.ts';

export interface RunnerOptions {
  readonly world: Pick<World, 'missing'>;
  readonly version: SpecVersion;
  /** The oracle's word. */
  readonly consult: (c: Case) => AskedRounds;
  /** Sets up the machine until that is disposed; the one that we run on unless given. */
  readonly prepare?: (machine: Machine) => Promise<AsyncDisposable>;
  /** A case with names and addresses of its own, for being asked once more. Undefined, or absent: it cannot be there twice. */
  readonly again?: ((c: Case) => Case | undefined) | undefined;
  /** Kept by whoever has several plans after each other; one that is as the plan has it unless given. */
  readonly pace?: Pace | undefined;
  /** Once aborted, nothing else is asked. */
  readonly stop?: AbortSignal | undefined;
}

/** A plan while it is worked through. */
export interface RunningPlan {
  readonly options: RunnerOptions;
  readonly pace: Pace;
  readonly postponed: Postponed;
}

/** How many of so many places may be taken now. */
export function placesNow({ options, pace }: RunningPlan, width: number): number {
  return options.stop?.aborted ? 0 : pace.of(width);
}

/** Asks a case, unless something stands against it. */
export async function askOne(asker: Asker, c: Case, plan: RunningPlan, free: () => void): Promise<void> {
  const { options, pace, postponed } = plan;
  if (postponed.waitsForParent(asker, c)) return postponed.addWaiting(asker, c);
  const { about, parents } = asker;
  const outcome = await attempt(async () => {
    const missing = await options.world.missing(c);
    const endOf = (parent: string) => parents.endOf(parent);
    const skip = whySkipped(c, { version: options.version, about, endOf, missing });
    if (skip !== undefined) return { skip };
    const rounds = options.consult(c);
    const result = await asker.ask(c, rounds, free);
    if (!isLate(result)) parents.note(c, rounds, about, result);
    return { result };
  });
  if ('failed' in outcome) return asker.failed(c, outcome.failed);
  if ('skip' in outcome) return asker.skipped(c, outcome.skip);
  const { result } = outcome;
  if (!isLate(result)) return asker.judged(c, result);
  postponed.addLate(asker, c, result);
  asker.late(c, result);
  if (pace.slacken()) asker.slowed?.();
}

/** Ours, never the implementation's: a port that is taken, a full disk. The other cases go on. */
export async function attempt<T>(work: () => Promise<T>): Promise<T | { readonly failed: string }> {
  try {
    return await work();
  } catch (error) {
    return { failed: remedied(error) };
  }
}

/** What the user can do about it stands beside it: a verdict has one sentence. */
function remedied(error: unknown): string {
  const helps = error instanceof HarnessError && ['too-many-files', 'port-taken'].includes(error.code);
  return helps ? `${causeOf(error)}. ${error.hint}` : causeOf(error);
}
