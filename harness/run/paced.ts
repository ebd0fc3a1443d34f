/** Milliseconds of rest for each thing that there is to look at: with ten thousand, a look takes some 50 ms. */
const REST_MS = 0.025;

export interface Paced {
  /** There is something new to look at. */
  soon(): void;
  /** Looks now if that is due. */
  atOnce(): void;
  /** What comes from here on is not looked at. */
  stop(): void;
}

/**
 * Looks at everything that has come, once in a turn of the event loop at most. A look costs as much as there is to look at
 * (`size`); so the more there is, the longer it rests in between, and whoever floods us takes a part of our time and not
 * all of it.
 */
export function paced(look: () => void, size: () => number): Paced {
  let cancel: (() => void) | undefined;
  let isStopped = false;
  const run = () => {
    cancel = undefined;
    look();
  };
  return {
    soon() {
      if (!isStopped) cancel ??= later(run, size() * REST_MS);
    },
    atOnce() {
      if (cancel === undefined) return;
      cancel();
      run();
    },
    stop() {
      isStopped = true;
      cancel?.();
      cancel = undefined;
    },
  };
}

/** Returns what calls it off. */
function later(then: () => void, ms: number): () => void {
  if (ms < 1) {
    const turn = setImmediate(then);
    return () => clearImmediate(turn);
  }
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}
