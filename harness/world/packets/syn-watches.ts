import { HarnessError } from '../../base/index.ts';
import type { Case } from '../../model/index.ts';
import { SynWatch, type WatchListeners } from './syn-watch.ts';

/** The one watch of a world, from the first case that needs it; another one after it has died. */
export class SynWatches implements AsyncDisposable {
  readonly #on: WatchListeners;
  #watch: Promise<SynWatch> | undefined;

  constructor(on: WatchListeners) {
    this.#on = on;
  }

  /** Why the case cannot be asked here, if so. */
  async missing(c: Pick<Case, 'needs'>): Promise<string | undefined> {
    try {
      await this.openFor(c);
      return undefined;
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      return `needs "syn": ${error.message} ${error.hint}`;
    }
  }

  /** From then on everything that the case needs is heard. */
  async openFor(c: Pick<Case, 'needs'>): Promise<void> {
    if (c.needs.includes('syn')) await this.#opened();
  }

  async flushFor(c: Pick<Case, 'needs'>): Promise<void> {
    if (c.needs.includes('syn')) await (await this.#opened()).flush();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#watch?.catch(() => undefined))?.[Symbol.asyncDispose]();
  }

  #opened(): Promise<SynWatch> {
    this.#watch ??= this.#open();
    return this.#watch;
  }

  /** What cannot be had once is not tried again for each case: only a watch that died is replaced. */
  #open(): Promise<SynWatch> {
    return SynWatch.open({
      hear: (attempt) => this.#on.hear(attempt),
      died: (error) => {
        this.#watch = undefined;
        this.#on.died(error);
      },
    });
  }
}
