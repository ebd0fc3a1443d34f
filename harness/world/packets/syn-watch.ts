import { randomUUID } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { HarnessError, ownCommand } from '../../base/index.ts';
import { ADDRESSES } from '../../model/index.ts';
import { now } from '../clock.ts';
import { requireOwnNamespace } from '../guard.ts';
import { lookInside } from './ip-packet.ts';
import { PacketReader } from './packet-reader.ts';
import { type Packet, PcapStream } from './pcap.ts';

/** An attempt to connect, when it was first made. */
export interface ConnectAttempt {
  readonly address: string;
  readonly port: number;
  /** On the clock of `now()`. */
  readonly when: number;
}

export interface WatchListeners {
  hear(attempt: ConnectAttempt): void;
  /** Called once, when nothing is seen any more although nobody asked for that. */
  died(error: HarnessError): void;
}

/** The "discard" port of our own address: nobody listens. */
const MARK_PORT = 9;
/** Attempts are repeated within seconds; so many are not made in that time. */
const MOST_REMEMBERED = 10_000;
const SILENT_MS = 30_000;

/**
 * Sees every attempt to connect in this namespace, answered or not. To know that it has seen all that was sent until now,
 * it sends a mark of its own and waits for that: the kernel keeps the order.
 */
export class SynWatch implements AsyncDisposable {
  readonly #reader: PacketReader;
  readonly #on: WatchListeners;
  readonly #socket = createSocket('udp4').on('error', () => {});
  readonly #stream = new PcapStream();
  readonly #name = randomUUID();
  readonly #marks = new Map<string, { readonly sent: number; done(error?: HarnessError): void }>();
  readonly #seen = new Set<string>();
  /** From the clock of the packets to that of `now()`. Each mark corrects it, should the machine's clock be set. */
  #shift = shiftOfClocks();
  #broken: HarnessError | undefined;
  #closed: Promise<void> | undefined;

  private constructor(reader: PacketReader, on: WatchListeners) {
    this.#reader = reader;
    this.#on = on;
    reader.stdout?.on('data', (chunk: Buffer) => {
      for (const packet of this.#stream.take(chunk)) this.#receive(packet);
    });
    void reader.ended.then(({ why }) => this.#break(why ?? 'it ended'));
  }

  static async open(on: WatchListeners): Promise<SynWatch> {
    requireOwnNamespace();
    const watch = new SynWatch(await PacketReader.start('syns', 'pipe'), on);
    await watch.flush();
    return watch;
  }

  /** Resolves when everything sent before the call has been heard. */
  async flush(): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    const mark = `${this.#name} ${this.#marks.size} ${now()}`;
    const silence = setTimeout(() => this.#break('it is silent'), SILENT_MS);
    const error = await new Promise<HarnessError | undefined>((done) => {
      this.#marks.set(mark, { sent: now(), done });
      this.#socket.send(mark, MARK_PORT, ADDRESSES.ipv4Self);
    });
    clearTimeout(silence);
    if (error !== undefined) throw error;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#socket.close();
    await this.#reader[Symbol.asyncDispose]();
  }

  #receive({ time, bytes }: Packet): void {
    const inside = lookInside(bytes);
    if (inside?.kind === 'syn' && this.#isNew(inside.attempt)) {
      const when = Math.min(time + this.#shift, now());
      this.#on.hear({ address: inside.address, port: inside.port, when });
    }
    if (inside?.kind === 'datagram') this.#marked(inside.payload, time);
  }

  #isNew(attempt: string): boolean {
    if (this.#seen.has(attempt)) return false;
    this.#seen.add(attempt);
    for (const oldest of this.#seen) {
      if (this.#seen.size <= MOST_REMEMBERED) break;
      this.#seen.delete(oldest);
    }
    return true;
  }

  #marked(payload: string, time: number): void {
    const mark = this.#marks.get(payload);
    if (mark === undefined) return;
    this.#marks.delete(payload);
    this.#shift = Math.min(Math.max(this.#shift, mark.sent - time), now() - time);
    mark.done();
  }

  #break(why: string): void {
    if (this.#broken !== undefined) return;
    this.#broken = new HarnessError(
      'packets-not-seen',
      `The reader of packets does not tell any more what is sent: ${why}.`,
      `Run again with fewer cases at once; if it stays so, please report it with the output of \`${ownCommand('doctor')}\`.`,
    );
    for (const mark of this.#marks.values()) mark.done(this.#broken);
    this.#marks.clear();
    if (this.#closed !== undefined) return;
    this.#on.died(this.#broken);
    void this[Symbol.asyncDispose]();
  }
}

/** Read where the machine's clock goes to its next millisecond, as it tells no more: late by less than one, never early. */
function shiftOfClocks(): number {
  const begun = Date.now();
  let time = begun;
  while (time === begun) time = Date.now();
  return now() - time;
}
