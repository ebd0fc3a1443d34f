import { setMaxListeners } from 'node:events';
import { type ConclusionTerms, countsAt, type RunWatcher } from '../../run/index.ts';

/** Ends a run with the first verdict that is not as expected, and counts. */
export class FailFast {
  readonly #end = new AbortController();
  readonly #level: ConclusionTerms['level'];

  constructor(level: ConclusionTerms['level']) {
    this.#level = level;
    // Every case that is under way listens.
    setMaxListeners(0, this.#end.signal);
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** `next` hears of everything up to that verdict, and of nothing after it. */
  watch(next: RunWatcher): RunWatcher {
    return {
      introduced: (about) => next.introduced(about),
      found: (finding) => next.found(finding),
      late: (late, asked) => next.late?.(late, asked),
      slowed: () => next.slowed?.(),
      verdict: (verdict, asked) => {
        next.verdict(verdict, asked);
        if (!verdict.expected && countsAt(verdict, this.#level)) this.#end.abort();
      },
    };
  }
}
