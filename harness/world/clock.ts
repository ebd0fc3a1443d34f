/** Milliseconds on the monotonic clock that all threads of the process share (`performance.now()` has a zero per thread). */
export function now(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
