import { openWorld, type World } from '../../world/index.ts';

let ahead: Promise<World> | undefined;

/**
 * Opens a world with the ordinary options, in threads of its own, while this one still loads the verb that is going to take it: the
 * threads need 0.15 s to begin, and so does the verb. Disposing closes it where nobody has taken it.
 */
export function openAhead(): AsyncDisposable {
  ahead = openWorld();
  // Whoever takes it hears why it could not be opened.
  ahead.catch(() => {});
  return {
    async [Symbol.asyncDispose]() {
      const untaken = await takeAhead()?.catch(() => undefined);
      await untaken?.[Symbol.asyncDispose]();
    },
  };
}

/** The world that was opened ahead, where there is one that nobody has taken. Whoever takes it closes it. */
export function takeAhead(): Promise<World> | undefined {
  const world = ahead;
  ahead = undefined;
  return world;
}
