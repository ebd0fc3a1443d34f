import { type Lag, LoopWatch } from './loop-watch.ts';

/** How far back lags are remembered: longer than any budget. */
const MEMORY_MS = 120_000;

/**
 * Knows how late the event loops of this thread and of both servers were and when, so that a time-out that we caused
 * ourselves is called `error: harness overloaded`, not `fail`.
 */
export class Lags implements Disposable {
  readonly #lags: Lag[] = [];
  readonly #own = new LoopWatch((lag) => this.add(lag));

  add(lag: Lag): void {
    this.#lags.push(lag);
    while (this.#lags[0] && this.#lags[0].at < lag.at - MEMORY_MS) this.#lags.shift();
  }

  /** Milliseconds; `start` is on the clock of `now()`. */
  worstSince(start: number): number {
    this.#own.probe();
    return Math.max(0, ...this.#lags.filter((lag) => lag.at >= start).map((lag) => lag.ms));
  }

  [Symbol.dispose](): void {
    this.#own[Symbol.dispose]();
  }
}
