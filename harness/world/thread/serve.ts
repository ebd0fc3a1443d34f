import { parentPort, workerData } from 'node:worker_threads';
import { Outbox } from './outbox.ts';
import { pack } from './packed-error.ts';
import { type Request, START, type ThreadMessage, type WorkerData } from './protocol.ts';

export type Tell<News> = (news: News) => void;

/** What a thread does: `start` returns what obeys its orders. News told before an order is done arrive before that. */
export async function serve<Settings, Order, News>(
  start: (settings: Settings, tell: Tell<News>) => Promise<(order: Order) => void | Promise<void>>,
): Promise<void> {
  const outbox = new Outbox<ThreadMessage<News>>((messages) => parentPort?.postMessage(messages));
  const answer = async (request: number, work: () => unknown): Promise<void> => {
    try {
      await work();
      outbox.add({ kind: 'done', request });
    } catch (error) {
      outbox.add({ kind: 'failed', request, error: pack(error) });
    }
  };
  await answer(START, async () => {
    const { settings } = workerData as WorkerData;
    const obey = await start(settings as Settings, (news) => outbox.add({ kind: 'news', news }));
    parentPort?.on('message', (requests: readonly Request<Order>[]) => {
      for (const { request, order } of requests) void answer(request, () => obey(order));
    });
  });
}
