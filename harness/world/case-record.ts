import type { HarnessError } from '../base/index.ts';
import type { Event, Happened } from '../evidence/index.ts';
import { now } from './clock.ts';
import { EventQuota, type Watched } from './event-quota.ts';
import { LagSum } from './lags.ts';
import { likenessOf } from './likeness.ts';
import type { UntoldKind } from './untold-counts.ts';

/** What happened to one case, in the order of time. */
export class CaseRecord {
  readonly events: Event[] = [];
  /** What came beyond `events`. */
  readonly untold: Record<UntoldKind, number> = {
    questions: 0,
    attempts: 0,
    connections: 0,
    requests: 0,
    unserved: 0,
  };
  /** By the number of its connection, in the order of their coming. */
  readonly #requests = new Map<number, Event[]>();
  readonly #watched: readonly Watched[];
  #attempts: EventQuota;
  /** What our servers sent later than they were to. */
  readonly deliveries = new LagSum();
  readonly answers = new LagSum();
  #failure: HarnessError | undefined;
  #zero = now();
  #listener: (event: Event) => void = () => {};
  #failureListener: () => void = () => {};

  constructor(watched: readonly Watched[] = []) {
    this.#watched = watched;
    this.#attempts = new EventQuota(watched);
  }

  /** Events come from several threads, a moment late: they are put where they belong. */
  add(happened: Happened, when = now()): Event {
    const event = stamp(happened, this.events.length + 1, when, this.#zero);
    const place = placeFor(event, this.events);
    if (place === this.events.length) this.events.push(event);
    else this.events.splice(place, 0, event);
    if (event.kind === 'http') this.#requestsOn(event.connection).push(event);
    this.#listener(event);
    return event;
  }

  /** Those of a flood are counted. */
  addAttempt(attempt: Extract<Happened, { kind: 'syn' }>, when: number): void {
    if (this.#attempts.takes(attempt, likenessOf(attempt))) this.add(attempt, when);
    else this.untold.attempts++;
  }

  /** What is known from one round may decide the next one. */
  beginRound(): void {
    this.#attempts = new EventQuota(this.#watched);
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
    const answered = this.#requests.get(connection)?.[request - 1];
    if (answered !== undefined) Object.assign(answered, { status });
  }

  onEvent(listener: (event: Event) => void): void {
    this.#listener = listener;
  }

  onFailure(listener: () => void): void {
    this.#failureListener = listener;
    if (this.#failure !== undefined) listener();
  }

  #requestsOn(connection: number): Event[] {
    const known = this.#requests.get(connection) ?? [];
    this.#requests.set(connection, known);
    return known;
  }
}

/** Behind all that are not later. One that is not late itself costs one comparison, and any other no more than twenty. */
function placeFor({ at }: Event, events: readonly Event[]): number {
  const isLater = (index: number) => (events[index]?.at ?? 0) > at;
  if (!isLater(events.length - 1)) return events.length;
  let [from, to] = [0, events.length - 1];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (isLater(middle)) to = middle;
    else from = middle + 1;
  }
  return from;
}

/** `n`: the number of the event among those that are recorded with it. */
export function stamp(happened: Happened, n: number, when: number, zero: number): Event {
  return { ...happened, n, at: round(when - zero) };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
