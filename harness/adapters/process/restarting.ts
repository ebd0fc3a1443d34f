import { AdapterError } from '../adapter-error.ts';
import { settlesWithin } from '../patience.ts';

/** What can be asked until it breaks: a conversation with a program, a homeserver. */
export interface Mortal {
  /** Why it cannot go on; null while it can. */
  readonly broken: AdapterError | null;
  /** Asks it to end, and ends it by force where that does not help. */
  end(graceMs: number): Promise<void>;
}

/** Keeps something alive that may break: it is begun anew when it is wanted again. */
export class Restarting<T extends Mortal> implements AsyncDisposable {
  readonly #begin: (signal: AbortSignal) => Promise<T>;
  readonly #graceMs: number;
  #current: Promise<T>;
  /** How often it was begun anew. */
  #renewals = 0;
  /** Valid answers since the last start. */
  #answered = 0;
  /** Why it was begun anew; null while that was not needed. */
  #broke: AdapterError | null = null;
  readonly #disposal = new AbortController();

  /** `begin` gives up when its signal aborts. */
  constructor(first: T, begin: (signal: AbortSignal) => Promise<T>, graceMs: number) {
    this.#current = Promise.resolve(first);
    this.#begin = begin;
    this.#graceMs = graceMs;
  }

  get renewals(): number {
    return this.#renewals;
  }

  answered(): void {
    this.#answered += 1;
  }

  /** The one that lives, begun anew when the last one broke. */
  async live(): Promise<T> {
    const known = this.#current;
    const current = await known;
    if (!current.broken || this.#disposal.signal.aborted) return current;
    // Another question may have begun it anew while this one waited.
    if (this.#current !== known) return this.live();
    // One that breaks again before it answered anything would only do so for ever.
    if (this.#broke && this.#answered === 0) return current;
    this.#broke = current.broken;
    return this.#replace(current, 0);
  }

  /** A start that uses the budget up must end as a fault of the adapter, not as silence of the implementation. */
  async liveWithin(budgetMs: number): Promise<T> {
    const live = this.live();
    if (await settlesWithin(live, 0.8 * budgetMs)) return live;
    const what = 'starting the adapter anew takes longer than the question may';
    throw new AdapterError(
      'adapter-silent',
      what,
      `mend what broke it: ${this.#broke?.message ?? 'unknown'}`,
    );
  }

  /** A new one in place of the one that lives. */
  async renew(): Promise<void> {
    await this.#replace(await this.#current, this.#graceMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposal.abort();
    const current = await this.#current.catch(() => null);
    await current?.end(this.#graceMs);
  }

  #replace(old: T, graceMs: number): Promise<T> {
    this.#answered = 0;
    this.#renewals += 1;
    this.#current = old.end(graceMs).then(() => this.#begin(this.#disposal.signal));
    return this.#current;
  }
}
