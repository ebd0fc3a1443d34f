import { performance } from 'node:perf_hooks';

/** How often the loop is probed, and so the resolution of what is reported. */
const PROBE_MS = 50;
/** How far back lags are remembered: longer than any budget. */
const MEMORY_MS = 120_000;

/**
 * Knows how late our own event loop was and when, so that a time-out that we caused ourselves is called
 * `error: harness overloaded`, not `fail`.
 */
export class LoopWatch implements Disposable {
  readonly #lags: { readonly at: number; readonly ms: number }[] = [];
  readonly #timer: NodeJS.Timeout;
  #due = performance.now() + PROBE_MS;

  constructor() {
    this.#timer = setInterval(() => this.#probe(), PROBE_MS).unref();
  }

  /** The worst lag, in milliseconds, since `start` on the clock of `performance.now()`. */
  worstSince(start: number): number {
    this.#probe();
    return Math.max(0, ...this.#lags.filter((lag) => lag.at >= start).map((lag) => lag.ms));
  }

  #probe(): void {
    const now = performance.now();
    const late = now - this.#due;
    this.#due = now + PROBE_MS;
    if (late < PROBE_MS) return;
    this.#lags.push({ at: now, ms: Math.round(late) });
    while (this.#lags[0] && this.#lags[0].at < now - MEMORY_MS) this.#lags.shift();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
