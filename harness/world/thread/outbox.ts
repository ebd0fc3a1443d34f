/** One message for all that is sent in a turn of the event loop: crossing threads costs more than most of what is said. */
export class Outbox<Item> {
  readonly #post: (items: readonly Item[]) => void;
  #waiting: Item[] = [];

  constructor(post: (items: readonly Item[]) => void) {
    this.#post = post;
  }

  /** In the order of adding. */
  add(item: Item): void {
    if (this.#waiting.length === 0) setImmediate(() => this.#send());
    this.#waiting.push(item);
  }

  #send(): void {
    const items = this.#waiting;
    this.#waiting = [];
    this.#post(items);
  }
}
