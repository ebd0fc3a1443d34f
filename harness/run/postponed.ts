import type { Case } from '../model/index.ts';
import type { Asker } from './asker.ts';
import type { LateResult } from './case-result.ts';

/** A case that was asked, and what came of it too late. */
export interface LateCase {
  readonly case: Case;
  readonly result: LateResult;
}

/** What is to be done when all stages are over, for each asker. */
export class Postponed {
  readonly #late = new Map<Asker, Map<string, LateCase>>();
  readonly #waiting = new Map<Asker, Case[]>();

  /** It will be asked once more. */
  addLate(asker: Asker, c: Case, result: LateResult): void {
    const of = this.#late.get(asker) ?? new Map<string, LateCase>();
    this.#late.set(asker, of.set(c.id, { case: c, result }));
  }

  /** A twin is not asked before its parent has a verdict. */
  waitsForParent(asker: Asker, { twin }: Case): boolean {
    return twin !== undefined && this.#late.get(asker)?.has(twin.parent) === true;
  }

  addWaiting(asker: Asker, c: Case): void {
    const of = this.#waiting.get(asker);
    if (of) of.push(c);
    else this.#waiting.set(asker, [c]);
  }

  takeLate(asker: Asker): readonly LateCase[] {
    const taken = [...(this.#late.get(asker)?.values() ?? [])];
    this.#late.delete(asker);
    return taken;
  }

  takeWaiting(asker: Asker): readonly Case[] {
    const taken = this.#waiting.get(asker) ?? [];
    this.#waiting.delete(asker);
    return taken;
  }
}
