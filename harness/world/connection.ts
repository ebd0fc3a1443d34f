import type { Socket } from 'node:net';
import type { Happened, Sender } from '../evidence/index.ts';
import type { Listener } from '../model/index.ts';
import { now } from './clock.ts';
import { ConnectionEvents } from './connection-events.ts';
import type { EventSender } from './event-sender.ts';

/** Why a connection ends on which something could come that is not recorded. */
export const BEYOND_TELLING = 'more different events than are recorded';

/** One accepted connection, and what is known of it so far. */
export class AcceptedConnection {
  readonly listener: Listener;
  readonly socket: Socket;
  readonly number: number;
  readonly sender: Sender;
  sni: string | null = null;
  readonly #sender: EventSender;
  readonly #events: ConnectionEvents;
  readonly #closing = new Set<() => void>();
  #requests = 0;
  #records = 0;
  #how: string | undefined;
  /** When our certificate had left, on the clock of `now()`. */
  #shown: number | undefined;

  constructor(listener: Listener, address: string, socket: Socket, events: EventSender, sender: Sender) {
    this.listener = listener;
    this.socket = socket;
    this.sender = sender;
    this.number = events.nextConnection();
    this.#sender = events;
    this.#events = new ConnectionEvents(events, listener);
    this.add({ kind: 'tcp', ...this.where, address });
    socket.once('close', () => {
      const shown =
        this.#shown === undefined ? {} : { shown: Math.round((now() - this.#shown) * 1000) / 1000 };
      this.add({ kind: 'close', ...this.where, how: this.#how ?? 'end', ...shown });
      for (const callback of this.#closing) callback();
    });
    socket.on('error', (error) => this.endedBy(reasonOf(error)));
  }

  get where(): { connection: number; host: string; port: number } {
    return { connection: this.number, host: this.listener.host, port: this.listener.port };
  }

  /** Whether it is told: in a flood, what is like what came before is only counted. */
  add(happened: Happened): boolean {
    return this.#events.add(happened);
  }

  /** So much was seen in this case that nothing more could be told. */
  get isBeyondTelling(): boolean {
    return this.#sender.isFull;
  }

  /** From 1, in the order of their coming. */
  nextRequest(): number {
    return ++this.#requests;
  }

  /** From 1, in the order in which they are recorded, which may be another where they come side by side. */
  nextRecord(): number {
    return ++this.#records;
  }

  /** The answer is sent to the request that was recorded under that number, without a status. */
  answered(request: number, status: number): void {
    this.#sender.answered(this.number, request, status);
  }

  /** Returns what takes the callback back. A set, because hundreds of answers may be under way on one connection. */
  onClose(callback: () => void): () => void {
    this.#closing.add(callback);
    return () => this.#closing.delete(callback);
  }

  /** Our certificate has left. */
  showed(): void {
    this.#shown ??= now();
  }

  /** Something was sent by so many milliseconds later than it was to be. */
  late(ms: number): void {
    this.#sender.late(ms);
  }

  /** A fault of ours, not of the client. */
  failed(error: unknown): void {
    this.#sender.failed(error);
    this.endedBy('fault of Signpost');
  }

  /** It was too much. What would have come on it then is not known. */
  unserved(why: string): void {
    this.#sender.count('unserved');
    this.endedBy(why);
  }

  /** The first reason is the real one: the others follow from it. */
  endedBy(how: string): void {
    this.#how ??= how;
  }
}

/** For reading, never for judging: how a client ends a connection differs by its library. */
export function reasonOf(error: NodeJS.ErrnoException): string {
  const code = error.code ?? error.message;
  // ERR_SSL_TLSV1_ALERT_UNKNOWN_CA, ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE, ERR_SSL_SSL/TLS_ALERT_…
  const alert = /_ALERT_(?<name>[A-Z_]+)$/.exec(code)?.groups?.name;
  if (alert !== undefined) return `alert ${alert.toLowerCase()}`;
  // Node gives this code to an ordinary end, too, when it comes before the handshake is over.
  if (code === 'ECONNRESET' && error.syscall === undefined) return 'end before the handshake was over';
  if (code === 'ECONNRESET') return 'reset';
  return code;
}
