import type { HarnessError } from '../base/index.ts';
import type { Event } from '../evidence/index.ts';
import { now } from './clock.ts';
import { LagSum } from './lags.ts';

/** An event before it has its number, and its time from the zero of its case. */
export type Happened = Event extends infer E ? (E extends Event ? Omit<E, 'n' | 'at'> : never) : never;

/** What happened to one case, in the order of time. */
export class CaseRecord {
  readonly events: Event[] = [];
  /** DNS questions beyond those in `events`. */
  untold = 0;
  /** What our servers sent later than they were to. */
  readonly deliveries = new LagSum();
  readonly answers = new LagSum();
  #failure: HarnessError | undefined;
  #zero = now();
  #listener: (event: Event) => void = () => {};
  #failureListener: () => void = () => {};

  /** Events come from several threads, a moment late: they are put where they belong. */
  add(happened: Happened, when = now()): Event {
    const event = stamp(happened, this.events.length + 1, when, this.#zero);
    let place = this.events.length;
    while (place > 0 && (this.events[place - 1]?.at ?? 0) > event.at) place--;
    this.events.splice(place, 0, event);
    this.#listener(event);
    return event;
  }

  /** The first fault of ours: then nothing that was seen may be judged. */
  get failure(): HarnessError | undefined {
    return this.#failure;
  }

  fail(failure: HarnessError): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    this.#failureListener();
  }

  /** On the clock of `now()`. */
  get zero(): number {
    return this.#zero;
  }

  /** What was seen before gets a time below zero. */
  handOver(): void {
    const zero = now();
    const shift = zero - this.#zero;
    this.#zero = zero;
    for (const event of this.events) Object.assign(event, { at: round(event.at - shift) });
  }

  /** `request`: from 1, in the order of that connection. Answers may overtake each other in HTTP/2. */
  answered(connection: number, request: number, status: number): void {
    const requests = this.events.filter((event) => event.kind === 'http' && event.connection === connection);
    const answered = requests[request - 1];
    if (answered !== undefined) Object.assign(answered, { status });
  }

  onEvent(listener: (event: Event) => void): void {
    this.#listener = listener;
  }

  onFailure(listener: () => void): void {
    this.#failureListener = listener;
    if (this.#failure !== undefined) listener();
  }
}

/** `n`: the number of the event among those that are recorded with it. */
export function stamp(happened: Happened, n: number, when: number, zero: number): Event {
  return { ...happened, n, at: round(when - zero) };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
