import { now } from './clock.ts';

/** How often the loop is probed. */
const PROBE_MS = 50;
/** Node's timers are late by up to so much anyway. */
const LEAST_MS = 25;

/** An event loop that was late: until `at`, on the clock of `now()`, by `ms`. */
export interface Lag {
  readonly at: number;
  readonly ms: number;
}

/** Reports how late the event loop of its thread was. */
export class LoopWatch implements Disposable {
  readonly #report: (lag: Lag) => void;
  readonly #timer: NodeJS.Timeout;
  #due = now() + PROBE_MS;

  constructor(report: (lag: Lag) => void) {
    this.#report = report;
    this.#timer = setInterval(() => this.probe(), PROBE_MS).unref();
  }

  /** A lag that lasts until now is reported at once. */
  probe(): void {
    const at = now();
    const late = at - this.#due;
    this.#due = at + PROBE_MS;
    if (late >= LEAST_MS) this.#report({ at, ms: late });
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
