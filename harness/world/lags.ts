import { type Lag, LoopWatch } from './loop-watch.ts';

/** How far back lags are remembered: longer than any budget, extended or chosen. */
const MEMORY_MS = 1_200_000;
const DISORDER_MS = 10_000;

/** Lags of one kind, in the order in which they were told. */
export class LagSum {
  readonly #lags: Lag[] = [];

  add(lag: Lag): void {
    this.#lags.push(lag);
    const first = this.#lags.findIndex(({ at }) => at >= lag.at - MEMORY_MS);
    if (first > 0) this.#lags.splice(0, first);
  }

  /** Milliseconds; `start` is on the clock of `now()`. Of a lag that had begun before, only the rest counts. */
  since(start: number): number {
    let sum = 0;
    for (let i = this.#lags.length - 1; i >= 0; i--) {
      const { at, ms } = this.#lags[i] as Lag;
      // Threads tell a moment late, so that the order is nearly that of time.
      if (at < start - DISORDER_MS) break;
      sum += Math.min(ms, Math.max(0, at - start));
    }
    return sum;
  }
}

/** Knows how late the event loops of this thread and of both servers were, and the machine itself. */
export class Lags implements Disposable {
  readonly #loops = new LagSum();
  readonly #machine = new LagSum();
  readonly #own = new LoopWatch((lag) => this.#loops.add(lag));

  addLoop(lag: Lag): void {
    this.#loops.add(lag);
  }

  addMachine(lag: Lag): void {
    this.#machine.add(lag);
  }

  /** Milliseconds; `start` is on the clock of `now()`. */
  since(start: number): { readonly loops: number; readonly machine: number } {
    this.#own.probe();
    return { loops: this.#loops.since(start), machine: this.#machine.since(start) };
  }

  [Symbol.dispose](): void {
    this.#own[Symbol.dispose]();
  }
}
