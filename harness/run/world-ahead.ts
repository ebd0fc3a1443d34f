import type { World, WorldOptions } from '../world/index.ts';
import { LastingWorld } from './lasting-world.ts';

/** A world that opens in threads of its own while this one loads the library, and further ones when they are asked for. */
export class WorldAhead implements AsyncDisposable {
  readonly #options: WorldOptions;
  #first: Promise<LastingWorld> | undefined;

  /** `first`: one that has begun to open already, with the same options. */
  constructor(options: WorldOptions = {}, first?: Promise<World>) {
    this.#options = options;
    this.#first = LastingWorld.open(options, first);
    // Whoever takes it hears why it could not be opened.
    this.#first.catch(() => {});
  }

  /** Whoever takes a world closes it. */
  take(): Promise<LastingWorld> {
    const world = this.#first ?? LastingWorld.open(this.#options);
    this.#first = undefined;
    return world;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const untaken = await this.#first?.catch(() => undefined);
    await untaken?.[Symbol.asyncDispose]();
  }
}
