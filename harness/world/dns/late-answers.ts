/** Gathers by how much answers were late: one message for each case and turn of the event loop, however many there were. */
export class LateAnswers {
  readonly #tell: (serial: number, ms: number) => void;
  readonly #sums = new Map<number, number>();

  /** `tell` hears sums, in milliseconds. */
  constructor(tell: (serial: number, ms: number) => void) {
    this.#tell = tell;
  }

  add(serial: number, ms: number): void {
    if (this.#sums.size === 0) setImmediate(() => this.flush());
    this.#sums.set(serial, (this.#sums.get(serial) ?? 0) + ms);
  }

  /** Tells what there is. */
  flush(): void {
    for (const [serial, ms] of this.#sums) this.#tell(serial, ms);
    this.#sums.clear();
  }
}
