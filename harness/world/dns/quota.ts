import type { AskedQuestion, DnsNews } from './protocol.ts';

/** Of one case. A client that asks more is in a loop, which this many show as well. */
export const MOST_OF_A_CASE = 10_000;
/** Of names that belong to no open case. */
export const MOST_STRAYS = 1_000;

/** Bounds what is told of a flood of questions: beyond a number they are counted. Nothing is left uncounted. */
export class Quota {
  readonly #tell: (news: DnsNews) => void;
  /** By open case. */
  readonly #told = new Map<number, number>();
  #strays = 0;
  readonly #untold = new Map<number | null, number>();

  constructor(tell: (news: DnsNews) => void) {
    this.#tell = tell;
  }

  open(serial: number): void {
    this.#told.set(serial, 0);
  }

  close(serial: number): void {
    this.#told.delete(serial);
  }

  hear(asked: AskedQuestion): void {
    const told = asked.serial === null ? undefined : this.#told.get(asked.serial);
    if (told === undefined) {
      if (++this.#strays <= MOST_STRAYS) this.#tell(asked);
      else this.#count(null);
      return;
    }
    this.#told.set(asked.serial ?? 0, told + 1);
    if (told < MOST_OF_A_CASE) this.#tell(asked);
    else this.#count(asked.serial);
  }

  /** Tells the counts so far. */
  flush(): void {
    for (const [serial, count] of this.#untold) this.#tell({ kind: 'untold', serial, count });
    this.#untold.clear();
  }

  /** Once a turn of the event loop at most. */
  #count(serial: number | null): void {
    if (this.#untold.size === 0) setImmediate(() => this.flush());
    this.#untold.set(serial, (this.#untold.get(serial) ?? 0) + 1);
  }
}
