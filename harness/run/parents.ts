import type { About } from '../adapters/index.ts';
import { isProved } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import type { CaseResult } from './case-result.ts';
import type { AskedRounds } from './run-case.ts';

/** The results of one implementation's positive cases, as far as its twins rest on them. */
export class Parents {
  /** By id, as far as they were asked. */
  readonly #proved = new Map<string, boolean>();
  readonly #before: Parents | undefined;

  /** `before` speaks for the parents that were not asked. */
  constructor(before?: Parents) {
    this.#before = before;
  }

  /** Takes note of a case that was asked, with what the oracle said of it. */
  note(c: Case, [firstRound]: AskedRounds, about: About, { status, events, claim }: CaseResult): void {
    const outcome = firstRound?.[0]?.outcome;
    if (c.twin !== undefined || c.expect.connect.length === 0 || outcome === undefined) return;
    this.#proved.set(c.id, isProved({ case: c, outcome, about, events, answer: claim }, status));
  }

  /** Whether a parent reached the right listener, so that its twins say something. */
  hasProved(id: string): boolean {
    return this.#proved.get(id) ?? this.#before?.hasProved(id) ?? false;
  }
}
