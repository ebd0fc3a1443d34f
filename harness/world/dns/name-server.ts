import { Worker } from 'node:worker_threads';
import type { Zone } from '../../scenario/index.ts';
import { ADDRESSES } from '../../scenario/index.ts';
import { HarnessError } from '../harness-error.ts';
import { countDrops } from './drops.ts';
import type { Asked, Message, Order, Settings } from './protocol.ts';

const SERVED = [ADDRESSES.ipv4Resolver, ADDRESSES.ipv6Resolver, ...ADDRESSES.publicResolvers];

/** Resolves with an error rather than rejecting: who waits says what it means. */
type Settle = (result: { taken?: string } | HarnessError) => void;

/** The main thread's end of the name server. */
export class NameServer implements AsyncDisposable {
  readonly #worker: Worker;
  readonly #hear: (asked: Asked) => void;
  readonly #waiting = new Map<number, Settle>();
  readonly #started: Promise<void>;
  #lastRequest = 0;
  #broken: HarnessError | undefined;
  #closing = false;

  private constructor(hear: (asked: Asked) => void) {
    this.#hear = hear;
    const settings: Settings = { addresses: SERVED };
    // No loader flags of ours: the worker registers its own.
    this.#worker = new Worker(new URL('./worker.mjs', import.meta.url), {
      workerData: settings,
      execArgv: [],
    });
    this.#started = new Promise((resolve, reject) => {
      this.#waiting.set(0, (result) => (result instanceof HarnessError ? reject(result) : resolve()));
    });
    this.#worker.on('message', (message: Message) => this.#receive(message));
    this.#worker.on('error', (error) => this.#break(died(error)));
    this.#worker.on('exit', () => this.#break(died(undefined)));
  }

  static async start(hear: (asked: Asked) => void): Promise<NameServer> {
    const server = new NameServer(hear);
    try {
      await server.#started;
    } catch (error) {
      await server[Symbol.asyncDispose]();
      throw error;
    }
    return server;
  }

  /** The names resolve from the moment the promise resolves. */
  async open(serial: number, name: string, zone: Zone): Promise<void> {
    const { taken } = await this.#ask((request) => ({ kind: 'open', request, serial, name, zone }));
    if (taken === undefined) return;
    throw new HarnessError(
      'name-taken',
      `${taken} belongs to another open case already.`,
      'Close that case first, or give one of the two another name.',
    );
  }

  async close(serial: number): Promise<void> {
    await this.#ask((request) => ({ kind: 'close', request, serial }));
  }

  async flush(): Promise<void> {
    await this.#ask((request) => ({ kind: 'flush', request }));
  }

  dropped(): Promise<number> {
    return countDrops(SERVED);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await this.#worker.terminate();
  }

  async #ask(order: (request: number) => Order): Promise<{ taken?: string }> {
    if (this.#broken !== undefined) throw this.#broken;
    const request = ++this.#lastRequest;
    const result = await new Promise<{ taken?: string } | HarnessError>((settle) => {
      this.#waiting.set(request, settle);
      this.#worker.postMessage(order(request));
    });
    if (result instanceof HarnessError) throw result;
    return result;
  }

  #receive(message: Message): void {
    switch (message.kind) {
      case 'ready':
        this.#settle(0, {});
        return;
      case 'failed':
        this.#settle(0, cannotStart(message));
        return;
      case 'done':
        this.#settle(message.request, message.taken === undefined ? {} : { taken: message.taken });
        return;
      case 'asked':
        for (const asked of message.questions) this.#hear(asked);
        return;
      default:
        message satisfies never;
    }
  }

  #settle(request: number, result: { taken?: string } | HarnessError): void {
    this.#waiting.get(request)?.(result);
    this.#waiting.delete(request);
  }

  #break(error: HarnessError): void {
    this.#broken ??= this.#closing ? closed() : error;
    for (const request of [...this.#waiting.keys()]) this.#settle(request, this.#broken);
  }
}

function cannotStart({
  address,
  code,
  message,
}: {
  address: string;
  code: string;
  message: string;
}): HarnessError {
  return new HarnessError(
    'name-server-cannot-start',
    `The name server cannot listen on ${address} port 53: ${code}.`,
    code === 'EADDRINUSE'
      ? 'Another world, or a name server of its own, runs in this sandbox: end it first.'
      : 'signpost doctor tries what the sandbox needs.',
    new Error(message),
  );
}

function died(cause: Error | undefined): HarnessError {
  return new HarnessError(
    'name-server-died',
    `The thread of the name server ended unexpectedly${cause === undefined ? '.' : `: ${cause.message}`}`,
    'This is a fault of Signpost: please report it with the output of signpost doctor.',
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
