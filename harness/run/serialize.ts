/** Work under one key is done one after the other, in the order of coming. */
export class Serializer {
  readonly #last = new Map<string, Promise<void>>();

  take(key: string, work: () => Promise<void>): Promise<void> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work);
    this.#last.set(
      key,
      mine.catch(() => {}),
    );
    return mine;
  }
}
