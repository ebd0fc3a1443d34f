/** `free`: the piece of work needs its place no longer, though it has not ended. */
type Work<T> = (item: T, free: () => void) => Promise<void>;

/**
 * Works through `items` in their order, at most `width` at once, not counting those that have freed their place.
 * The first rejection stops the taking of new items and is thrown once those under way have ended.
 */
export async function limitConcurrency<T>(items: readonly T[], width: number, work: Work<T>): Promise<void> {
  const queue = items.values();
  const underWay: Promise<void>[] = [];
  let failed = false;
  const place = async () => {
    for (const item of queue) {
      if (failed) return;
      const { promise: freed, free } = freeing();
      const ended = work(item, free);
      ended.catch(() => {
        failed = true;
      });
      underWay.push(ended);
      await Promise.race([freed, ended]).catch(() => {});
    }
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, place));
  const settled = await Promise.allSettled(underWay);
  const rejected = settled.find((result) => result.status === 'rejected');
  if (rejected) throw rejected.reason;
}

function freeing() {
  let free = (): void => {};
  const promise = new Promise<void>((resolve) => {
    free = resolve;
  });
  return { promise, free: () => free() };
}
