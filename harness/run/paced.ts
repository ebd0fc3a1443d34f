/** Milliseconds of rest for each thing that was looked at: a look at a thousand events takes one or two. */
const REST_MS = 0.01;

export interface Paced {
  /** There is something new to look at. */
  soon(): void;
  stop(): void;
}

/**
 * Looks once in a turn of the event loop, however much has come in it, and at everything that has come. A look costs as
 * much as there are things to look at (`size`); so the more there are, the longer it rests in between, and who floods us
 * takes a tenth or two of our time and not all of it.
 */
export function paced(look: () => void, size: () => number): Paced {
  let due: { cancel(): void } | undefined;
  const now = () => {
    due = undefined;
    look();
  };
  return {
    soon() {
      due ??= later(now, size() * REST_MS);
    },
    stop() {
      due?.cancel();
      // What comes from here on is not looked at.
      due = { cancel: () => {} };
    },
  };
}

function later(then: () => void, ms: number): { cancel(): void } {
  if (ms < 1) {
    const turn = setImmediate(then);
    return { cancel: () => clearImmediate(turn) };
  }
  const timer = setTimeout(then, ms);
  return { cancel: () => clearTimeout(timer) };
}
