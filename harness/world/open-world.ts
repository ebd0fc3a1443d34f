import type { Event } from '../evidence/index.ts';
import type { Case } from '../scenario/index.ts';
import { CaseHosts, type Shared } from './case-hosts.ts';
import { CaseRecord, stamp } from './case-record.ts';
import { now } from './clock.ts';
import { type Asked, NameServer } from './dns/index.ts';
import { PortRules } from './faults/index.ts';
import { requireOwnNamespace } from './guard.ts';
import { HarnessError } from './harness-error.ts';
import { Requests } from './http/index.ts';
import { openCertificates, pkiFolder } from './pki/index.ts';
import { requireSupported } from './supported.ts';
import type { OpenCase, StrayEvent, World } from './world.ts';

export interface WorldOptions {
  /** Where keys and certificates are kept: `pki` in the cache folder unless given. */
  readonly pkiFolder?: string;
}

/** Opens the mock internet. Throws a HarnessError outside of Signpost's own network namespace. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  requireOwnNamespace();
  const folder = options.pkiFolder ?? pkiFolder();
  const cases = new OpenCases();
  const [certificates, names] = await Promise.all([
    openCertificates(folder),
    NameServer.start((asked) => cases.hear(asked)),
  ]);
  return new MockWorld({ certificates, requests: new Requests(), rules: new PortRules() }, names, cases);
}

class MockWorld implements World {
  readonly #shared: Shared;
  readonly #names: NameServer;
  readonly #cases: OpenCases;

  constructor(shared: Shared, names: NameServer, cases: OpenCases) {
    this.#shared = shared;
    this.#names = names;
    this.#cases = cases;
  }

  get noise(): readonly StrayEvent[] {
    return this.#cases.noise;
  }

  async open(c: Case): Promise<OpenCase> {
    requireSupported(c);
    const opened = new MockCase(c, this.#shared, this.#names, this.#cases);
    await opened.open();
    return opened;
  }

  droppedQuestions(): Promise<number> {
    return this.#names.dropped();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#cases.all().map((opened) => opened[Symbol.asyncDispose]()));
    await this.#names[Symbol.asyncDispose]();
  }
}

class MockCase implements OpenCase {
  readonly case: Case;
  readonly record = new CaseRecord();
  readonly #hosts: CaseHosts;
  readonly #names: NameServer;
  readonly #cases: OpenCases;
  readonly #serial: number;
  #closed: Promise<void> | undefined;

  constructor(c: Case, shared: Shared, names: NameServer, cases: OpenCases) {
    this.case = c;
    this.#names = names;
    this.#cases = cases;
    this.#serial = cases.add(this);
    this.#hosts = new CaseHosts(shared, this.record);
  }

  get events(): readonly Event[] {
    return this.record.events;
  }

  async open(): Promise<void> {
    const { name, zone, hosts } = this.case;
    const results = await Promise.allSettled([
      this.#names.open(this.#serial, name, zone),
      this.#hosts.open(hosts),
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed === undefined) return;
    await this[Symbol.asyncDispose]().catch(() => {});
    throw failed.reason;
  }

  handOver(): void {
    this.record.handOver();
  }

  onEvent(listener: (event: Event) => void): void {
    this.record.onEvent(listener);
  }

  /** Throws when the world itself failed this case: then nothing it saw may be judged. */
  async flush(): Promise<void> {
    await this.#names.flush();
    const { failure } = this.record;
    if (failure === undefined) return;
    if (failure instanceof HarnessError) throw failure;
    throw new HarnessError(
      'world-failed',
      `The world failed at ${this.case.id}: ${String(failure)}`,
      'This is a fault of Signpost: please report it.',
      failure,
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    try {
      await Promise.all([this.#hosts[Symbol.asyncDispose](), this.#names.close(this.#serial)]);
    } finally {
      // Only now: questions asked before the names were closed belong to the case.
      this.#cases.close(this.#serial);
    }
  }
}

/** Whose events are whose. */
class OpenCases {
  readonly noise: StrayEvent[] = [];
  readonly #open = new Map<number, MockCase>();
  /** Enough to say whose a late question is, and no more: a run closes thousands of cases. */
  readonly #closed = new Map<number, { id: string; zero: number }>();
  readonly #zero = now();
  #last = 0;

  add(opened: MockCase): number {
    this.#open.set(++this.#last, opened);
    return this.#last;
  }

  close(serial: number): void {
    const closed = this.#open.get(serial);
    if (closed === undefined) return;
    this.#open.delete(serial);
    this.#closed.set(serial, { id: closed.case.id, zero: closed.record.zero });
  }

  all(): MockCase[] {
    return [...this.#open.values()];
  }

  hear({ serial, when, event }: Asked): void {
    const opened = this.#open.get(serial ?? 0);
    if (opened !== undefined) {
      opened.record.add(event, when);
      return;
    }
    const late = this.#closed.get(serial ?? 0);
    if (late === undefined) this.noise.push({ event: stamp(event, when, this.#zero) });
    else this.noise.push({ event: stamp(event, when, late.zero), case: late.id });
  }
}
