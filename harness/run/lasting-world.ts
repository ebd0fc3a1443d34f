import type { Case } from '../model/index.ts';
import { type OpenCase, type OpenOptions, openWorld, type World, type WorldOptions } from '../world/index.ts';

/** Whatever kills a world again and again is not mended by another one. */
const MOST_OPENED_ANEW = 3;

/**
 * A world that is opened anew when one of its threads died. The cases that were open then have failed, by a fault of
 * ours; those after them are none the worse for it.
 */
export class LastingWorld implements Pick<World, 'open' | 'missing' | 'droppedQuestions'>, AsyncDisposable {
  /** What happened to it. */
  readonly problems: string[] = [];
  readonly #options: WorldOptions | undefined;
  #world: World;
  #mending: Promise<void> | undefined;

  private constructor(world: World, options: WorldOptions | undefined) {
    this.#world = world;
    this.#options = options;
  }

  /** `first`: the world to begin with, where one is open already or about to be. */
  static async open(options?: WorldOptions, first = openWorld(options)): Promise<LastingWorld> {
    return new LastingWorld(await first, options);
  }

  async open(c: Case, options?: OpenOptions): Promise<OpenCase> {
    if (this.#mending === undefined && this.#isToBeMended()) {
      this.#mending = this.#mend().finally(() => {
        this.#mending = undefined;
      });
    }
    await this.#mending;
    return this.#world.open(c, options);
  }

  missing(c: Pick<Case, 'needs'>): Promise<string | undefined> {
    return this.#world.missing(c);
  }

  get remarks(): readonly string[] {
    return this.#world.remarks;
  }

  droppedQuestions(): Promise<number> {
    return this.#world.droppedQuestions();
  }

  #isToBeMended(): boolean {
    return this.#world.broken !== undefined && this.problems.length < MOST_OPENED_ANEW;
  }

  async #mend(): Promise<void> {
    this.problems.push(`${this.#world.broken?.message} The world was opened anew for the cases after that.`);
    await this.#world[Symbol.asyncDispose]();
    this.#world = await openWorld(this.#options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#world[Symbol.asyncDispose]();
  }
}
