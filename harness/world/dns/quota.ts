import { EventQuota, type Watched } from '../event-quota.ts';
import { likenessOf } from '../likeness.ts';
import { SumsPerTurn } from '../sums-per-turn.ts';
import type { AskedQuestion, DnsNews } from './protocol.ts';

/** Of names that belong to no open case. */
export const MOST_STRAYS = 1_000;

/** Bounds what is told of a flood of questions: beyond a number, what could decide nothing is counted. Nothing is left uncounted. */
export class Quota {
  readonly #tell: (news: DnsNews) => void;
  /** By open case. */
  readonly #told = new Map<number, EventQuota>();
  #strays = 0;
  readonly #untold: SumsPerTurn<number | null>;

  constructor(tell: (news: DnsNews) => void) {
    this.#tell = tell;
    this.#untold = new SumsPerTurn((serial, count) => tell({ kind: 'untold', serial, count }));
  }

  /** Of a case that is open already: from here on another round. */
  open(serial: number, watched: readonly Watched[] = []): void {
    this.#told.set(serial, new EventQuota(watched));
  }

  close(serial: number): void {
    this.#told.delete(serial);
  }

  hear(asked: AskedQuestion): void {
    const told = asked.serial === null ? undefined : this.#told.get(asked.serial);
    if (told === undefined) {
      if (++this.#strays <= MOST_STRAYS) this.#tell(asked);
      else this.#untold.add(null);
      return;
    }
    if (told.takes(asked.event, likenessOf(asked.event))) this.#tell(asked);
    else this.#untold.add(asked.serial);
  }

  /** Tells the counts so far. */
  flush(): void {
    this.#untold.flush();
  }
}
