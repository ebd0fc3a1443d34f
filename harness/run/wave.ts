/**
 * Works through `items`, at most `width` at once, in their order.
 * The first rejection stops the taking of new items and is thrown once those under way have ended.
 */
export async function pace<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  let failed = false;
  const worker = async () => {
    for (const item of queue) {
      if (failed) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(width, items.length) }, worker));
  const rejected = ended.find((result) => result.status === 'rejected');
  if (rejected) throw rejected.reason;
}
