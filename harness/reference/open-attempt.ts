import type { Resolver } from 'node:dns/promises';
import type { Socket } from 'node:net';
import { patience } from '../base/index.ts';
import { DiscoveryFailure } from './failure.ts';
import { KeptFiles } from './kept-files.ts';
import type { Attempt, Parts } from './parts.ts';
import { Shortage } from './shortage.ts';

const OVER = new DiscoveryFailure('the question is over');

/** One question under way: the parts that answer it, and everything it holds open, so that nothing outlives it. */
export class OpenAttempt implements Attempt, Disposable {
  readonly parts: Parts;
  readonly files: KeptFiles;
  /** One c-ares channel a question (70 µs): no answer is cached from one to the next, and `cancel` reaches only its own. */
  readonly #dns: Resolver;
  readonly #shortage: Shortage;
  readonly #open = new Set<{ destroy(why: Error): unknown }>();
  #ended: Error | undefined;

  constructor(parts: Parts, dns: Resolver, files = new KeptFiles(), shortage = new Shortage()) {
    this.parts = parts;
    this.files = files;
    this.#dns = dns;
    this.#shortage = shortage;
  }

  hold<S extends Socket>(socket: S): S {
    // Whoever waits on the socket hears of errors; without a listener of its own, a late one would end the process.
    socket.on('error', (error) => this.#shortage.hearOfSocket(error));
    socket.once('close', () => this.#open.delete(socket));
    if (this.#ended) socket.destroy(this.#ended);
    else this.#open.add(socket);
    return socket;
  }

  check(): void {
    if (this.#ended) throw this.#ended;
  }

  lookUp<T>(question: (dns: Resolver) => Promise<T>): Promise<T> {
    this.check();
    const { dns: ms } = this.parts.timeouts;
    const answer = question(this.#dns);
    answer.catch((error: unknown) => this.#shortage.hearOfLookUp(error));
    return new Promise((resolve, reject) => {
      const stop = patience(ms, () => reject(new DiscoveryFailure(`no answer within ${ms} ms`)));
      answer.then(resolve, reject).finally(() => stop());
    });
  }

  async within<T>(ms: number, what: string, work: (part: Attempt) => Promise<T>): Promise<T> {
    this.check();
    const part = new OpenAttempt(this.parts, this.#dns, this.files, this.#shortage);
    this.#open.add(part);
    const stop = patience(ms, () =>
      part.destroy(new DiscoveryFailure(`${what}: not done within ${ms} ms`, { trouble: 'stall' })),
    );
    try {
      return await work(part);
    } catch (error) {
      throw part.#ended ?? error;
    } finally {
      stop();
      this.#open.delete(part);
      part[Symbol.dispose]();
    }
  }

  destroy(why: Error): void {
    if (this.#ended) return;
    this.#ended = why;
    this.#dns.cancel();
    // The last first: Node 20.20 ends in a segmentation fault where a socket is destroyed below a TLS socket that still lives.
    for (const open of [...this.#open].reverse()) open.destroy(why);
    this.#open.clear();
  }

  [Symbol.dispose](): void {
    this.destroy(OVER);
  }
}
