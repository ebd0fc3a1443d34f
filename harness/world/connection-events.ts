import type { Happened } from '../evidence/index.ts';
import type { Listener } from '../model/index.ts';
import { now } from './clock.ts';
import type { EventSender } from './event-sender.ts';
import { likenessOf } from './likeness.ts';

/**
 * What is told of one connection. In a flood the connections that are like earlier ones are only counted; but whether one is,
 * is not known before its last request. So what was seen on it is held until something new comes, or it ends.
 */
export class ConnectionEvents {
  readonly #sender: EventSender;
  readonly #listener: Listener;
  #held: { readonly event: Happened; readonly when: number }[] = [];
  #isTold = false;

  constructor(sender: EventSender, listener: Listener) {
    this.#sender = sender;
    this.#listener = listener;
  }

  /** Whether the event is told. */
  add(event: Happened): boolean {
    if (event.kind === 'close') return this.#close(event);
    const isNew = this.#sender.takes(event, likenessOf(event, this.#listener));
    if (isNew || (this.#isTold && event.kind !== 'http')) {
      this.#tell(event);
      return true;
    }
    if (event.kind === 'http') this.#sender.count('requests');
    else this.#held.push({ event, when: now() });
    return false;
  }

  #tell(event: Happened): void {
    for (const held of this.#held) this.#sender.tell(held.event, held.when);
    this.#held = [];
    this.#isTold = true;
    this.#sender.tell(event);
  }

  /** That it ended says nothing of a connection of which nothing is told. */
  #close(event: Happened): boolean {
    if (this.#isTold) this.#sender.tell(event);
    else this.#sender.count('connections');
    this.#held = [];
    return this.#isTold;
  }
}
