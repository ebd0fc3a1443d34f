import type { HarnessError } from '../base/index.ts';
import type { Event, Lateness } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import { CaseRecord } from './case-record.ts';
import { now } from './clock.ts';
import { type DnsNews, NameServer } from './dns/index.ts';
import { type Watched, watchedOf } from './event-quota.ts';
import { requireOwnNamespace } from './guard.ts';
import { type HostNews, HostServer } from './hosts/index.ts';
import { Lags } from './lags.ts';
import { MachineWatch } from './machine/index.ts';
import { OpenCases } from './open-cases.ts';
import { SynWatches } from './packets/index.ts';
import { pkiFolder } from './pki/index.ts';
import type { UntoldCounts } from './untold-counts.ts';
import type { OpenCase, OpenOptions, StrayEvent, World } from './world.ts';

export interface WorldOptions {
  /** Where keys and certificates are kept: `pki` in the cache folder unless given. */
  readonly pkiFolder?: string;
  /** `unkept`: what is issued here is of no use to later runs. */
  readonly newCertificates?: 'kept' | 'unkept';
  /** Of the name server's sockets: as large as the system grants (the default), or as it makes them. */
  readonly receiveBuffer?: 'largest' | 'system';
  /** File that the secrets of all TLS connections are appended to, in the key log format of NSS. */
  readonly keyLog?: string;
}

/** Opens the mock internet. Throws a HarnessError outside of Signpost's own network namespace. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  requireOwnNamespace();
  const cases = new OpenCases<MockCase>();
  const lags = new Lags();
  const died = (error: HarnessError) => cases.fail(error);
  const names = new NameServer(options.receiveBuffer ?? 'largest', {
    hear: (news) => hearName(news, cases, lags),
    died,
  });
  const { pkiFolder: folder = pkiFolder(), newCertificates = 'kept', keyLog } = options;
  const hosts = new HostServer(
    { folder, newCertificates, ...(keyLog !== undefined && { keyLog }) },
    { hear: (news) => hearHost(news, cases, lags), died },
  );
  const syns = new SynWatches({
    hear: (attempt) => cases.hearAttempt(attempt),
    died: (error) => cases.failWatched(error),
  });
  const machine = new MachineWatch({
    hear: (lag) => lags.addMachine(lag),
    absent: (why) => cases.remarks.push(`nobody tells how late this machine is: ${why}`),
  });
  const world = new MockWorld({ names, hosts, syns, lags, machine, cases });
  try {
    await Promise.all([names.ready, hosts.ready]);
  } catch (error) {
    await world[Symbol.asyncDispose]();
    throw error;
  }
  return world;
}

function hearName(news: DnsNews, cases: OpenCases<MockCase>, lags: Lags): void {
  switch (news.kind) {
    case 'asked':
      cases.hearQuestion(news);
      return;
    case 'untold':
      cases.hearUntold(news.serial, news.count);
      return;
    case 'late':
      cases.hearLateAnswer(news.serial, news.lag);
      return;
    case 'lag':
      lags.addLoop(news.lag);
      return;
    default:
      news satisfies never;
  }
}

function hearHost(news: HostNews, cases: OpenCases<MockCase>, lags: Lags): void {
  switch (news.kind) {
    case 'lag':
      lags.addLoop(news.lag);
      return;
    case 'unkept':
      cases.remarks.push(`certificates are not kept for the next run: ${news.why}`);
      return;
    case 'unlogged':
      cases.remarks.push(`from here on no TLS keys are kept: ${news.why}`);
      return;
    default:
      cases.hear(news);
  }
}

/** Both servers are threads: this one keeps the records. */
interface Parts {
  readonly names: NameServer;
  readonly hosts: HostServer;
  readonly syns: SynWatches;
  readonly lags: Lags;
  readonly machine: MachineWatch;
  readonly cases: OpenCases<MockCase>;
}

class MockWorld implements World {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get noise(): readonly StrayEvent[] {
    return this.#parts.cases.noise;
  }

  get untoldNoise(): number {
    return this.#parts.cases.untold;
  }

  async open(c: Case, options: OpenOptions = {}): Promise<OpenCase> {
    await this.#parts.syns.openFor(c);
    const opened = new MockCase(c, this.#parts);
    await opened.open(options);
    return opened;
  }

  missing(c: Pick<Case, 'needs'>): Promise<string | undefined> {
    return this.#parts.syns.missing(c);
  }

  get remarks(): readonly string[] {
    return this.#parts.cases.remarks;
  }

  get broken(): HarnessError | undefined {
    return this.#parts.cases.failure;
  }

  droppedQuestions(): Promise<number> {
    return this.#parts.names.dropped();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { names, hosts, syns, lags, machine, cases } = this.#parts;
    await Promise.all(cases.all().map((opened) => opened[Symbol.asyncDispose]()));
    lags[Symbol.dispose]();
    await Promise.all([names, hosts, syns, machine].map((part) => part[Symbol.asyncDispose]()));
  }
}

class MockCase implements OpenCase {
  readonly case: Case;
  readonly record: CaseRecord;
  readonly #parts: Parts;
  readonly #serial: number;
  readonly #watched: readonly Watched[];
  #droppedBefore = 0;
  #closed: Promise<void> | undefined;

  constructor(c: Case, parts: Parts) {
    this.case = c;
    this.#watched = watchedOf(c);
    this.record = new CaseRecord(this.#watched);
    this.#parts = parts;
    this.#serial = parts.cases.add(this);
  }

  get events(): readonly Event[] {
    return this.record.events;
  }

  async open({ signer, certificates }: OpenOptions): Promise<void> {
    const { name, zone, hosts, machine } = this.case;
    const results = await Promise.allSettled([
      this.#parts.names.open(this.#serial, name, zone, this.#watched, machine?.secondServer),
      this.#parts.hosts.open(this.#serial, hosts, {
        sender: { signer, asksFor: namesAsked(this.case) },
        watched: this.#watched,
        ...(certificates && { certificates }),
      }),
      this.#parts.names.drops.recent(),
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed === undefined) return;
    await this[Symbol.asyncDispose]().catch(() => {});
    throw failed.reason;
  }

  handOver(): void {
    this.record.handOver();
    this.#droppedBefore = this.#parts.names.drops.latest;
  }

  elapsed(): number {
    return now() - this.record.zero;
  }

  /** Names last: whoever learns of a listener finds it. */
  async change({ zone, hosts }: Pick<Case, 'zone' | 'hosts'>): Promise<void> {
    this.record.beginRound();
    await this.#parts.hosts.change(this.#serial, hosts);
    const { name, machine } = this.case;
    await this.#parts.names.open(this.#serial, name, zone, this.#watched, machine?.secondServer);
  }

  onEvent(listener: (event: Event) => void): void {
    this.record.onEvent(listener);
  }

  onFailure(listener: () => void): void {
    this.record.onFailure(listener);
  }

  /** Throws when the world itself failed this case: then nothing it saw may be judged. */
  async flush(): Promise<void> {
    const { names, hosts, syns, machine } = this.#parts;
    await Promise.all([names.flush(), hosts.flush(), machine.flush(), syns.flushFor(this.case)]);
    if (this.record.failure !== undefined) throw this.record.failure;
  }

  lateness(from: number): Lateness {
    const start = this.record.zero + from;
    const { deliveries, answers } = this.record;
    return {
      ...this.#parts.lags.since(start),
      deliveries: deliveries.since(start),
      answers: answers.since(start),
    };
  }

  async droppedQuestions(): Promise<number> {
    return (await this.#parts.names.drops.recent()) - this.#droppedBefore;
  }

  get untold(): UntoldCounts {
    return this.record.untold;
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const { names, hosts, cases } = this.#parts;
    try {
      await Promise.all([hosts.close(this.#serial), names.close(this.#serial)]);
    } catch (error) {
      // A thread that died has nothing open any more.
      if (cases.failure === undefined) throw error;
    } finally {
      // Only now: questions asked before the names were closed belong to the case.
      cases.close(this.#serial);
    }
  }
}

function namesAsked({ server, rounds = [] }: Case): readonly string[] {
  return [...new Set([server, ...rounds.flatMap(({ resolve }) => resolve)])];
}
