import { Worker } from 'node:worker_threads';
import { HarnessError, ownCommand } from '../../base/index.ts';
import { MORE_FILES } from '../more-files.ts';
import { Outbox } from './outbox.ts';
import { unpack } from './packed-error.ts';
import { type Request, START, type ThreadMessage, type WorkerData } from './protocol.ts';

/** Resolves with an error rather than rejecting: who waits says what it means. */
type Settle = (result: HarnessError | undefined) => void;

export interface Listeners<News> {
  hear(news: News): void;
  /** Called once, when it ends although nobody asked for it. */
  died(error: HarnessError): void;
}

/** The main thread's end of a thread that calls `serve`. */
export class Thread<Order, News> implements AsyncDisposable {
  /** Rejects when the thread cannot start. */
  readonly ready: Promise<void>;
  readonly #worker: Worker;
  readonly #on: Listeners<News>;
  readonly #outbox = new Outbox<Request<Order>>((requests) => this.#worker.postMessage(requests));
  readonly #waiting = new Map<number, Settle>();
  #lastRequest = START;
  #broken: HarnessError | undefined;
  #closing = false;

  /** `what` names it where it dies; `settings` are cloned. */
  constructor(what: string, module: URL, settings: unknown, on: Listeners<News>) {
    this.#on = on;
    const workerData: WorkerData = { module: module.href, settings };
    // No loader flags of ours: the worker registers its own.
    this.#worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData, execArgv: [] });
    this.ready = this.#answerTo(START);
    this.#worker.on('message', (messages: readonly ThreadMessage<News>[]) => {
      for (const message of messages) this.#receive(message);
    });
    this.#worker.on('error', (error) => this.#break(died(what, error)));
    this.#worker.on('exit', () => this.#break(died(what)));
  }

  /** Resolves when the order is done, and all news told before are heard. */
  async ask(order: Order): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    const request = ++this.#lastRequest;
    const answer = this.#answerTo(request);
    this.#outbox.add({ request, order });
    await answer;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }

  async #answerTo(request: number): Promise<void> {
    const error = await new Promise<HarnessError | undefined>((settle) => this.#waiting.set(request, settle));
    if (error !== undefined) throw error;
  }

  #receive(message: ThreadMessage<News>): void {
    switch (message.kind) {
      case 'done':
        this.#settle(message.request);
        return;
      case 'failed':
        this.#settle(message.request, unpack(message.error));
        return;
      case 'news':
        this.#on.hear(message.news);
        return;
      default:
        message satisfies never;
    }
  }

  #settle(request: number, error?: HarnessError): void {
    this.#waiting.get(request)?.(error);
    this.#waiting.delete(request);
  }

  #break(error: HarnessError): void {
    if (this.#broken !== undefined) return;
    this.#broken = this.#closing ? closed() : error;
    for (const request of [...this.#waiting.keys()]) this.#settle(request, this.#broken);
    if (!this.#closing) this.#on.died(error);
  }
}

function died(what: string, cause?: Error): HarnessError {
  if (cause !== undefined && /\bE[MN]FILE\b/.test(cause.message)) {
    const reached = `The limit of open files was reached, and ended the thread of the ${what}.`;
    return new HarnessError('too-many-files', reached, MORE_FILES, cause);
  }
  return new HarnessError(
    'thread-died',
    `The thread of the ${what} ended unexpectedly${cause === undefined ? '.' : `: ${cause.message}`}`,
    `This is a fault of Signpost: please report it with the output of \`${ownCommand('doctor')}\`.`,
    cause,
  );
}

function closed(): HarnessError {
  return new HarnessError(
    'world-closed',
    'The world is closed already.',
    'Open cases before the world is disposed.',
  );
}
