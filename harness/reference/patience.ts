/**
 * Calls `end` after `ms`, counted in ten slices: a loop that was blocked for long (certificates being issued, a machine
 * with too much to do) loses one slice and not the whole, since timers fire before the sockets that waited are read.
 */
export function patience(ms: number, end: () => void): NodeJS.Timeout {
  let slices = 10;
  const timer = setInterval(() => {
    slices--;
    if (slices > 0) return;
    clearInterval(timer);
    end();
  }, ms / slices);
  return timer;
}
