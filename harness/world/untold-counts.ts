/** What came beyond the events that are kept one by one: a flood is counted. `unserved`: what we did not let go on. */
export type UntoldKind = 'questions' | 'attempts' | 'connections' | 'requests' | 'unserved';

export type UntoldCounts = Readonly<Record<UntoldKind, number>>;

/** Counts, and tells the sums once a turn of the event loop at most. */
export class UntoldCounter {
  readonly #tell: (kind: UntoldKind, count: number) => void;
  readonly #counts = new Map<UntoldKind, number>();

  constructor(tell: (kind: UntoldKind, count: number) => void) {
    this.#tell = tell;
  }

  count(kind: UntoldKind): void {
    if (this.#counts.size === 0) setImmediate(() => this.flush());
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
  }

  flush(): void {
    for (const [kind, count] of this.#counts) this.#tell(kind, count);
    this.#counts.clear();
  }
}
