import type { Case } from '../scenario/index.ts';
import { type CaseRecord, stamp } from './case-record.ts';
import { now } from './clock.ts';
import type { Asked } from './dns/index.ts';
import type { HarnessError } from './harness-error.ts';
import type { Sighting } from './hosts/index.ts';
import { unpack } from './thread/index.ts';
import type { StrayEvent } from './world.ts';

/** Whose events are whose. */
export class OpenCases<Opened extends { readonly case: Case; readonly record: CaseRecord }> {
  readonly noise: StrayEvent[] = [];
  readonly remarks: string[] = [];
  /** Questions beyond those in `noise`. */
  untold = 0;
  readonly #open = new Map<number, Opened>();
  /** Enough to say whose a late question is, and no more: a run closes thousands of cases. */
  readonly #closed = new Map<number, { id: string; zero: number }>();
  readonly #zero = now();
  #last = 0;
  #failure: HarnessError | undefined;

  add(opened: Opened): number {
    this.#open.set(++this.#last, opened);
    return this.#last;
  }

  close(serial: number): void {
    const closed = this.#open.get(serial);
    if (closed === undefined) return;
    this.#open.delete(serial);
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

  hearQuestion({ serial, when, event }: Asked): void {
    const opened = this.#open.get(serial ?? 0);
    if (opened !== undefined) {
      opened.record.add(event, when);
      return;
    }
    const late = this.#closed.get(serial ?? 0);
    if (late === undefined) this.noise.push({ event: stamp(event, when, this.#zero) });
    else this.noise.push({ event: stamp(event, when, late.zero), case: late.id });
  }

  hearUntold(serial: number | null, count: number): void {
    const opened = this.#open.get(serial ?? 0);
    if (opened === undefined) this.untold += count;
    else opened.record.untold += count;
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
      case 'failure':
        record?.fail(unpack(sighting.error));
        return;
      default:
        sighting satisfies never;
    }
  }
}
