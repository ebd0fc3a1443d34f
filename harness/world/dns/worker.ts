import { parentPort, workerData } from 'node:worker_threads';
import { Directory } from './directory.ts';
import type { Asked, Message, Order, Settings } from './protocol.ts';
import { Service } from './service.ts';
import { serveTcp } from './tcp.ts';
import { serveUdp } from './udp.ts';

/** The name server has a thread of its own: in the busy main thread it would lose questions. */
async function main(): Promise<void> {
  const directory = new Directory();
  const outbox = new Outbox();
  const service = new Service(directory, (asked) => outbox.add(asked));
  const { addresses } = workerData as Settings;
  for (const address of addresses) {
    try {
      await Promise.all([serveUdp(address, service), serveTcp(address, service)]);
    } catch (error) {
      const { code = 'unknown', message } = error as NodeJS.ErrnoException;
      post({ kind: 'failed', address, code, message });
      return;
    }
  }
  parentPort?.on('message', (order: Order) => {
    const taken = obey(directory, order);
    outbox.send();
    post({ kind: 'done', request: order.request, ...(taken === undefined ? {} : { taken }) });
  });
  post({ kind: 'ready' });
}

function obey(directory: Directory, order: Order): string | undefined {
  switch (order.kind) {
    case 'open':
      return directory.add(order.serial, order.name, order.zone);
    case 'close':
      directory.remove(order.serial);
      return undefined;
    case 'flush':
      return undefined;
    default:
      return order satisfies never;
  }
}

/** One message for all questions of a turn of the event loop: crossing threads costs more than answering. */
class Outbox {
  #waiting: Asked[] = [];

  add(asked: Asked): void {
    if (this.#waiting.length === 0) setImmediate(() => this.send());
    this.#waiting.push(asked);
  }

  send(): void {
    if (this.#waiting.length === 0) return;
    post({ kind: 'asked', questions: this.#waiting });
    this.#waiting = [];
  }
}

function post(message: Message): void {
  parentPort?.postMessage(message);
}

await main();
