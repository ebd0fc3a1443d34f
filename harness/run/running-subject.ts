import { type About, type Adapter, AdapterError, type Remains } from '../adapters/index.ts';
import { lastOctets } from '../base/index.ts';
import type { SpecVersion } from '../model/index.ts';
import type { Restart } from './asker.ts';
import type { Subject } from './subject.ts';

/** Octets. */
const STDERR_LIMIT = 64 * 1024;

/** Why somebody cannot be asked. */
export interface NotStarted {
  readonly why: string;
  /** The end of what it wrote, made printable. */
  readonly stderr: string;
}

/** A subject that runs, and can end and be started anew where it is ours to start. */
export class RunningSubject implements AsyncDisposable {
  readonly subject: Subject;
  readonly #version: SpecVersion;
  readonly #kept: Remains | undefined;
  /** Who runs, or ran last. */
  #adapter: Adapter;
  #runs = true;
  /** What those wrote to stderr that have ended. */
  #stderr = '';

  private constructor(subject: Subject, version: SpecVersion, adapter: Adapter, kept: Remains | undefined) {
    this.subject = subject;
    this.#version = version;
    this.#kept = kept;
    this.#adapter = adapter;
  }

  /** Settles with why it could not be started, if that is so. */
  static async start(
    subject: Subject,
    version: SpecVersion,
    kept?: Remains,
  ): Promise<RunningSubject | NotStarted> {
    const adapter = await started(subject, version, kept);
    return 'why' in adapter ? adapter : new RunningSubject(subject, version, adapter, kept);
  }

  get adapter(): Adapter {
    return this.#adapter;
  }

  /** Whether it can be asked; whoever ended it may start it anew. */
  get runs(): boolean {
    return this.#runs;
  }

  get about(): About {
    return this.#adapter.about;
  }

  /** The end of what all that have ended wrote to stderr, made printable. */
  get stderr(): string {
    return this.#stderr;
  }

  /** Absent for one that somebody else started. */
  get restart(): Restart | undefined {
    if (this.subject.attached) return undefined;
    return { stop: () => this.#stop(), start: () => this.#startAnew() };
  }

  async #startAnew(): Promise<string | undefined> {
    const adapter = await started(this.subject, this.#version, this.#kept);
    if ('why' in adapter) return adapter.why;
    this.#adapter = adapter;
    this.#runs = true;
    return undefined;
  }

  async #stop(): Promise<void> {
    if (!this.#runs) return;
    this.#runs = false;
    await this.#adapter[Symbol.asyncDispose]();
    this.#stderr = lastOctets(this.#stderr + this.#adapter.stderr(), STDERR_LIMIT);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stop();
  }
}

async function started(
  subject: Subject,
  version: SpecVersion,
  kept: Remains | undefined,
): Promise<Adapter | NotStarted> {
  try {
    return await subject.start(version, kept);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { why, stderr: error instanceof AdapterError ? error.log : '' };
  }
}
