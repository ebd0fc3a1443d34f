import { now } from './clock.ts';

/** Timers are late by so much on a quiet machine, too. */
const LEAST_MS = 2;

/** Begins to count now; what it returns tells how much more than `planned` milliseconds passed, unless it is next to nothing. */
export function planned(ms: number, late: (ms: number) => void, begun = now()): () => void {
  return () => {
    const surplus = now() - begun - ms;
    if (surplus >= LEAST_MS) late(surplus);
  };
}
