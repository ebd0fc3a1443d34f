import type { Host } from '../../model/index.ts';
import { type Listeners, Thread } from '../thread/index.ts';
import type { HostNews, HostOrder, HostSettings, HostsAbout } from './protocol.ts';

/** The main thread's end of the listeners. */
export class HostServer implements AsyncDisposable {
  readonly #thread: Thread<HostOrder, HostNews>;

  constructor(settings: HostSettings, on: Listeners<HostNews>) {
    this.#thread = new Thread('listeners', new URL('./worker.ts', import.meta.url), settings, on);
  }

  get ready(): Promise<void> {
    return this.#thread.ready;
  }

  /** When it rejects, the case is still to be closed. */
  open(serial: number, hosts: readonly Host[], about: HostsAbout): Promise<void> {
    return this.#thread.ask({ kind: 'open', serial, hosts, ...about });
  }

  /** The listeners of an open case from now on; where one stays as it is, so do its connections. */
  change(serial: number, hosts: readonly Host[]): Promise<void> {
    return this.#thread.ask({ kind: 'change', serial, hosts });
  }

  close(serial: number): Promise<void> {
    return this.#thread.ask({ kind: 'close', serial });
  }

  flush(): Promise<void> {
    return this.#thread.ask({ kind: 'flush' });
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#thread[Symbol.asyncDispose]();
  }
}
