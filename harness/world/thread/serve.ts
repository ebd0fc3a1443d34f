import { parentPort, workerData } from 'node:worker_threads';
import { pack } from './packed-error.ts';
import { type Request, START, type ThreadMessage, type WorkerData } from './protocol.ts';

export type Tell<News> = (news: News) => void;

/** What a thread does: `start` returns what obeys its orders. News told before an order is done arrive before that. */
export async function serve<Settings, Order, News>(
  start: (settings: Settings, tell: Tell<News>) => Promise<(order: Order) => void | Promise<void>>,
): Promise<void> {
  const outbox = new Outbox<News>();
  const answer = async (request: number, work: () => unknown): Promise<void> => {
    let message: ThreadMessage<News> = { kind: 'done', request };
    try {
      await work();
    } catch (error) {
      message = { kind: 'failed', request, error: pack(error) };
    }
    outbox.send();
    parentPort?.postMessage(message);
  };
  await answer(START, async () => {
    const { settings } = workerData as WorkerData;
    const obey = await start(settings as Settings, (news) => outbox.add(news));
    parentPort?.on('message', ({ request, order }: Request<Order>) => answer(request, () => obey(order)));
  });
}

/** One message for all news of a turn of the event loop: crossing threads costs more than most of what is told. */
class Outbox<News> {
  #waiting: News[] = [];

  add(news: News): void {
    if (this.#waiting.length === 0) setImmediate(() => this.send());
    this.#waiting.push(news);
  }

  send(): void {
    if (this.#waiting.length === 0) return;
    const message: ThreadMessage<News> = { kind: 'news', news: this.#waiting };
    parentPort?.postMessage(message);
    this.#waiting = [];
  }
}
