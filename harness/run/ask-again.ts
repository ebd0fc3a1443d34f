import type { Case } from '../model/index.ts';
import { askOne, attempt, placesNow, type RunningPlan } from './ask-one.ts';
import type { Asker, Restart } from './asker.ts';
import { type CaseResult, isLate, lastResult } from './case-result.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import { byMachine } from './machine-groups.ts';
import type { LateCase } from './postponed.ts';
import { onMachine, startAnew } from './start-anew.ts';

/**
 * Asks once more, alone, what was late: the end of a plan. A twin that waited for the verdict of its parent is asked once that
 * is there, and late twins after these. `ended`: those that do not run any more. `width`: so many twins at once, at most.
 */
export async function askAgain(
  askers: readonly Asker[],
  ended: ReadonlySet<Asker>,
  plan: RunningPlan,
  width: number,
): Promise<void> {
  for (const asker of askers) {
    const second = new SecondAsking(asker, plan, !ended.has(asker));
    await second.ask(plan.postponed.takeLate(asker));
    await second.askFirst(plan.postponed.takeWaiting(asker), width);
    await second.ask(plan.postponed.takeLate(asker));
  }
}

/** A late case as it is asked now. */
interface Again {
  readonly late: LateCase;
  readonly case: Case;
  /** It has names and addresses of its own; without them, only a process that never heard of it may be asked. */
  readonly isBound: boolean;
}

class SecondAsking {
  readonly #asker: Asker;
  readonly #plan: RunningPlan;
  #runs: boolean;

  constructor(asker: Asker, plan: RunningPlan, runs: boolean) {
    this.#asker = asker;
    this.#plan = plan;
    this.#runs = runs;
  }

  async ask(all: readonly LateCase[]): Promise<void> {
    const { stop } = this.#plan.options;
    const bound: (Again & Pick<Case, 'id' | 'machine'>)[] = [];
    for (const late of all) {
      const again = await attempt(async () => this.#plan.options.again?.(late.case));
      if (typeof again === 'object' && 'failed' in again) {
        this.#asker.failed(late.case, again.failed);
        continue;
      }
      const c = again ?? late.case;
      bound.push({
        id: c.id,
        ...(c.machine && { machine: c.machine }),
        late,
        case: c,
        isBound: again !== undefined,
      });
    }
    const { together, alone } = byMachine(bound);
    for (const one of together) if (!stop?.aborted) await this.#askInAnyProcess(one);
    for (const { machine, cases } of alone) {
      if (stop?.aborted) return;
      const { restart } = this.#asker;
      // Without one, nobody has asked it: it was skipped.
      if (restart === undefined) continue;
      const started = { asker: this.#asker, restart, cases: cases.map((one) => one.case) };
      await onMachine(machine, [started], this.#plan.options, async ([asker]) => {
        if (asker) for (const one of cases) await this.#askNow(one);
      });
      this.#runs = false;
    }
  }

  /** Those that were not asked yet. */
  async askFirst(cases: readonly Case[], width: number): Promise<void> {
    if (cases.length === 0 || this.#plan.options.stop?.aborted || !(await this.#isUp(cases))) return;
    const places = () => placesNow(this.#plan, width);
    await limitConcurrency(cases, places, (c, free) => askOne(this.#asker, c, this.#plan, free));
  }

  async #askInAnyProcess(one: Again): Promise<void> {
    const { restart } = this.#asker;
    if (one.isBound) {
      if (await this.#isUp([one.case])) await this.#askNow(one);
    } else if (restart === undefined) this.#asker.judged(one.case, this.#last(one.case, one.late.result));
    else if (await this.#isUpAnew([one.case], restart)) await this.#askNow(one);
  }

  async #isUp(cases: readonly Case[]): Promise<boolean> {
    const { restart } = this.#asker;
    return this.#runs || restart === undefined || (await this.#isUpAnew(cases, restart));
  }

  async #isUpAnew(cases: readonly Case[], restart: Restart): Promise<boolean> {
    await restart.stop();
    this.#runs = await startAnew(this.#asker, restart, cases);
    return this.#runs;
  }

  async #askNow({ case: c }: Again): Promise<void> {
    const asker = this.#asker;
    const outcome = await attempt(async () => {
      const rounds = this.#plan.options.consult(c);
      return this.#last(c, await asker.ask(c, rounds, () => {}));
    });
    if ('failed' in outcome) asker.failed(c, outcome.failed);
    else asker.judged(c, { ...outcome, again: true });
  }

  /** What is said of a case that is not asked any more; its twins rest on that. */
  #last(c: Case, result: CaseResult): CaseResult {
    const last = isLate(result) ? lastResult(result) : result;
    this.#asker.parents.note(c, this.#plan.options.consult(c), this.#asker.about, last);
    return last;
  }
}
