import { performance } from 'node:perf_hooks';

/** Of the time in which our own event loop was busy, this much counts as waiting for the peer. */
const BUSY_SHARE = 1 / 3;
const SLICES = 10;

/**
 * Calls `end` once a peer was silent for `ms`. While the loop is busy an answer may lie unread: with 128 questions at once
 * on a loaded machine, plain timers took that for silence.
 */
export function patience(ms: number, end: () => void): NodeJS.Timeout {
  let left = ms - ms / SLICES;
  let before: ReturnType<typeof performance.eventLoopUtilization> | undefined;
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    if (before !== undefined) {
      const { idle, active } = performance.eventLoopUtilization(now, before);
      left -= idle + active * BUSY_SHARE;
    }
    before = now;
    if (left > 0) return;
    clearInterval(timer);
    end();
  }, ms / SLICES);
  return timer;
}
