/** Adds up numbers by key, and tells the sums once a turn of the event loop at most, however many there were. */
export class SumsPerTurn<Key> {
  readonly #tell: (key: Key, sum: number) => void;
  readonly #sums = new Map<Key, number>();

  constructor(tell: (key: Key, sum: number) => void) {
    this.#tell = tell;
  }

  add(key: Key, amount = 1): void {
    if (this.#sums.size === 0) setImmediate(() => this.flush());
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + amount);
  }

  /** Tells what there is. */
  flush(): void {
    for (const [key, sum] of this.#sums) this.#tell(key, sum);
    this.#sums.clear();
  }
}
