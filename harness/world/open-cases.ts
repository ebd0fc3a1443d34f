import type { HarnessError } from '../base/index.ts';
import { type Case, canonicalAddress } from '../model/index.ts';
import { type CaseRecord, stamp } from './case-record.ts';
import { now } from './clock.ts';
import type { AskedQuestion } from './dns/index.ts';
import type { Sighting } from './hosts/index.ts';
import type { Lag } from './loop-watch.ts';
import type { ConnectAttempt } from './packets/index.ts';
import { unpack } from './thread/index.ts';
import type { StrayEvent } from './world.ts';

/** Whose events are whose. */
export class OpenCases<Opened extends { readonly case: Case; readonly record: CaseRecord }> {
  readonly noise: StrayEvent[] = [];
  readonly remarks: string[] = [];
  /** Questions beyond those in `noise`. */
  untold = 0;
  readonly #open = new Map<number, Opened>();
  /** Of open cases that need `syn`, by address: whose, and the host's label. */
  readonly #watched = new Map<string, { readonly opened: Opened; readonly host: string }>();
  /** Enough to say whose a late question is, and no more: a run closes thousands of cases. */
  readonly #closed = new Map<number, { id: string; zero: number }>();
  readonly #zero = now();
  #last = 0;
  #failure: HarnessError | undefined;

  add(opened: Opened): number {
    this.#open.set(++this.#last, opened);
    for (const [address, host] of watchedAddresses(opened.case)) this.#watched.set(address, { opened, host });
    return this.#last;
  }

  close(serial: number): void {
    const closed = this.#open.get(serial);
    if (closed === undefined) return;
    this.#open.delete(serial);
    for (const [address] of watchedAddresses(closed.case)) this.#watched.delete(address);
    this.#closed.set(serial, { id: closed.case.id, zero: closed.record.zero });
  }

  /** The first fault that ended them all. */
  get failure(): HarnessError | undefined {
    return this.#failure;
  }

  fail(error: HarnessError): void {
    this.#failure ??= error;
    for (const { record } of this.#open.values()) record.fail(error);
  }

  all(): Opened[] {
    return [...this.#open.values()];
  }

  hearQuestion({ serial, when, event }: AskedQuestion): void {
    const opened = this.#open.get(serial ?? 0);
    if (opened !== undefined) {
      opened.record.add(event, when);
      return;
    }
    const late = this.#closed.get(serial ?? 0);
    const n = this.noise.length + 1;
    if (late === undefined) this.noise.push({ event: stamp(event, n, when, this.#zero) });
    else this.noise.push({ event: stamp(event, n, when, late.zero), case: late.id });
  }

  hearLateAnswer(serial: number, lag: Lag): void {
    this.#open.get(serial)?.record.answers.add(lag);
  }

  hearAttempt({ address, port, when }: ConnectAttempt): void {
    const watched = this.#watched.get(address);
    watched?.opened.record.addAttempt({ kind: 'syn', host: watched.host, port, address }, when);
  }

  /** Attempts went unseen: that harms only those that need to see them. */
  failWatched(error: HarnessError): void {
    for (const { opened } of this.#watched.values()) opened.record.fail(error);
  }

  hearUntold(serial: number | null, count: number): void {
    const opened = this.#open.get(serial ?? 0);
    if (opened === undefined) this.untold += count;
    else opened.record.untold.questions += count;
  }

  /** The listeners of a closed case are closed, too: what they still tell is how their sockets ended. */
  hear(sighting: Sighting): void {
    const record = this.#open.get(sighting.serial)?.record;
    switch (sighting.kind) {
      case 'event':
        record?.add(sighting.event, sighting.when);
        return;
      case 'status':
        record?.answered(sighting.connection, sighting.request, sighting.status);
        return;
      case 'late':
        record?.deliveries.add(sighting.lag);
        return;
      case 'untold':
        if (record !== undefined) record.untold[sighting.what] += sighting.count;
        return;
      case 'failure':
        record?.fail(unpack(sighting.error));
        return;
      default:
        sighting satisfies never;
    }
  }
}

function watchedAddresses({ needs, hosts, rounds = [] }: Case): [address: string, host: string][] {
  if (!needs.includes('syn')) return [];
  return [hosts, ...rounds.map((round) => round.hosts)]
    .flat()
    .flatMap(({ label, ipv4, ipv6 }) =>
      [ipv4, ipv6].map((each): [string, string] => [canonicalAddress(each) ?? each, label]),
    );
}
