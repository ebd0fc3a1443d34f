/** `free`: the piece of work needs its place no longer, though it has not ended. */
type Work<T> = (item: T, free: () => void) => Promise<void>;

/**
 * Works through `items` in their order, at most `width` at once, not counting those that have freed their place. `width` may
 * become less meanwhile: then fewer are taken.
 * The first rejection stops the taking of new items and is thrown once those under way have ended.
 */
export async function limitConcurrency<T>(
  items: readonly T[],
  width: number | (() => number),
  work: Work<T>,
): Promise<void> {
  const widthNow = typeof width === 'number' ? () => width : width;
  const queue = items.values();
  const underWay: Promise<void>[] = [];
  let failed = false;
  const place = async (index: number) => {
    while (!failed && index < widthNow()) {
      const next = queue.next();
      if (next.done) return;
      const item = next.value;
      const { promise: freed, free } = freeing();
      const ended = work(item, free);
      ended.catch(() => {
        failed = true;
      });
      underWay.push(ended);
      await Promise.race([freed, ended]).catch(() => {});
    }
  };
  await Promise.all(Array.from({ length: Math.min(widthNow(), items.length) }, (_, index) => place(index)));
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
