import type { About } from '../adapters/index.ts';
import { isProved } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import type { CaseResult } from './case-result.ts';
import type { ParentEnd } from './parent-end.ts';
import type { AskedRounds } from './run-case.ts';

/** The results of one implementation's positive cases, as far as its twins rest on them. */
export class Parents {
  /** By id, as far as they were asked. */
  readonly #ends = new Map<string, ParentEnd>();
  readonly #before: Parents | undefined;

  /** `before` speaks for the parents that were not asked. */
  constructor(before?: Parents) {
    this.#before = before;
  }

  /** Takes note of a case that was asked, with what the oracle said of it. */
  note(c: Case, [firstRound]: AskedRounds, about: About, { status, events, claim }: CaseResult): void {
    const outcome = firstRound?.[0]?.outcome;
    if (c.twin !== undefined || c.expect.connect.length === 0 || outcome === undefined) return;
    const proved = isProved({ case: c, outcome, about, events, answer: claim }, status);
    this.#ends.set(c.id, status === 'error' ? 'error' : proved ? 'proved' : 'astray');
  }

  endOf(id: string): ParentEnd {
    return this.#ends.get(id) ?? this.#before?.endOf(id) ?? 'astray';
  }
}
