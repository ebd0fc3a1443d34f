import type { Zone } from '../../model/index.ts';
import { ADDRESSES } from '../../model/index.ts';
import type { Watched } from '../event-quota.ts';
import { type Listeners, Thread } from '../thread/index.ts';
import { DropWatch } from './drop-watch.ts';
import { countDrops } from './drops.ts';
import type { DnsNews, DnsOrder, DnsSettings } from './protocol.ts';

const SERVED = [
  ADDRESSES.ipv4Resolver,
  ADDRESSES.ipv6Resolver,
  ADDRESSES.secondResolver,
  ...ADDRESSES.publicResolvers,
];

/** The main thread's end of the name server. */
export class NameServer implements AsyncDisposable {
  /** Questions that our own sockets lost. */
  readonly drops = new DropWatch(() => this.dropped());
  readonly #thread: Thread<DnsOrder, DnsNews>;

  constructor(receiveBuffer: DnsSettings['receiveBuffer'], on: Listeners<DnsNews>) {
    const settings: DnsSettings = { addresses: SERVED, receiveBuffer };
    this.#thread = new Thread('name server', new URL('./worker.ts', import.meta.url), settings, on);
  }

  get ready(): Promise<void> {
    return this.#thread.ready;
  }

  /** The names resolve from the moment the promise resolves; those that the open case had before no longer do. */
  open(
    serial: number,
    name: string,
    zone: Zone,
    watched: readonly Watched[] = [],
    second?: Zone,
  ): Promise<void> {
    return this.#thread.ask({ kind: 'open', serial, name, zone, watched, ...(second && { second }) });
  }

  close(serial: number): Promise<void> {
    return this.#thread.ask({ kind: 'close', serial });
  }

  flush(): Promise<void> {
    return this.#thread.ask({ kind: 'flush' });
  }

  dropped(): Promise<number> {
    return countDrops(SERVED);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#thread[Symbol.asyncDispose]();
  }
}
