import { setMaxListeners } from 'node:events';
import { type ConclusionTerms, countsAt, type RunWatcher } from '../../run/index.ts';

/** The end of an asking before its time: because something was unexpected (`--fail-fast`), or by whoever calls `now`. */
export class EarlyEnd {
  readonly #controller = new AbortController();
  readonly #failFast: ConclusionTerms['level'] | undefined;
  #isByVerdict = false;

  /** `failFast`: it ends with the first unexpected verdict that counts at this level. */
  constructor(failFast?: ConclusionTerms['level']) {
    this.#failFast = failFast;
    // Every case that is under way listens.
    setMaxListeners(0, this.signal);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** A verdict was unexpected. */
  get isByVerdict(): boolean {
    return this.#isByVerdict;
  }

  now(): void {
    this.#controller.abort();
  }

  /** `next` hears of that verdict, too. */
  watch(next: RunWatcher): RunWatcher {
    return {
      introduced: (about) => next.introduced(about),
      found: (finding) => next.found(finding),
      late: (late, asked) => next.late?.(late, asked),
      slowed: () => next.slowed?.(),
      verdict: (verdict, asked) => {
        next.verdict(verdict, asked);
        if (this.#failFast === undefined || verdict.expected || !countsAt(verdict, this.#failFast)) return;
        this.#isByVerdict = true;
        this.now();
      },
    };
  }
}
