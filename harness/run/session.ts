import type { About, Adapter } from '../adapters/index.ts';
import { causeOf } from '../base/index.ts';
import type { Verdict } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import { runControls } from './controls.ts';
import type { LastingWorld } from './lasting-world.ts';
import { BUDGET_MS, type RunOptions, start, Waves } from './run.ts';
import type { Subject } from './subject.ts';

export type SessionOptions = Pick<RunOptions, 'controls' | 'version' | 'patienceMs' | 'parallel'>;

/** What is heard while a session goes on. */
export interface SessionWatcher {
  /** Something that holds for all of it: certificates are not checked. */
  found(finding: string): void;
  verdict(verdict: Verdict): void;
}

/**
 * Somebody who is started once and asked as often as the caller likes: for who knows the next cases by what came of the
 * last ones. The world may be shared with others, and is the caller's to close.
 * No name may come twice.
 */
export class Session implements AsyncDisposable {
  readonly #world: LastingWorld;
  readonly #subject: Subject;
  readonly #adapter: Adapter;
  readonly #options: SessionOptions;

  private constructor(world: LastingWorld, subject: Subject, adapter: Adapter, options: SessionOptions) {
    this.#world = world;
    this.#subject = subject;
    this.#adapter = adapter;
    this.#options = options;
  }

  /** Settles with why nothing can be judged, if that is so. */
  static async open(
    world: LastingWorld,
    subject: Subject,
    options: SessionOptions,
    watcher: Pick<SessionWatcher, 'found'>,
  ): Promise<Session | string> {
    const { controls, version } = options;
    const { adapter, why } = { why: '', ...(await start(subject, version)) };
    if (adapter === null) return why;
    const heard = { judged: () => {}, found: (finding: string) => watcher.found(finding) };
    const ended = await runControls(world, adapter, controls, version, BUDGET_MS, heard).catch(causeOf);
    if (ended === undefined) return new Session(world, subject, adapter, options);
    await adapter[Symbol.asyncDispose]();
    return ended;
  }

  get name(): string {
    return this.#subject.name;
  }

  get about(): About {
    return this.#adapter.about;
  }

  /** Cases that set up the whole machine are not for sessions. */
  judge(cases: readonly Case[], watcher: SessionWatcher): Promise<readonly Verdict[]> {
    const options = { ...this.#options, cases, expects: () => true };
    const heard = { ...watcher, introduced: () => {} };
    const [world, subject, adapter] = [this.#world, this.#subject, this.#adapter];
    return new Waves({ world, subject, adapter, options, watcher: heard }, cases).run();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#adapter[Symbol.asyncDispose]();
  }
}
