import { performance } from 'node:perf_hooks';

/** Of the time in which our own event loop was busy, this much counts as waiting for the peer. */
const BUSY_SHARE = 2 / 3;
/** Milliseconds: what is less is waited for no longer. */
const NOTHING = 5;

/**
 * Calls `end` once a peer was silent for `ms`, unless what is returned was called before. While the loop is busy an answer
 * may lie unread: with 128 questions at once on a loaded machine, plain timers took that for silence.
 */
export function patience(ms: number, end: () => void): () => void {
  let left = ms;
  let before = performance.eventLoopUtilization();
  let timer: NodeJS.Timeout;
  // No time counts more than once, so that there is nothing to look at sooner.
  const wait = () => {
    timer = setTimeout(look, left);
  };
  const look = () => {
    const now = performance.eventLoopUtilization();
    const { idle, active } = performance.eventLoopUtilization(now, before);
    before = now;
    left -= idle + active * BUSY_SHARE;
    if (left > NOTHING) wait();
    else end();
  };
  wait();
  return () => clearTimeout(timer);
}
