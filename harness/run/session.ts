import type { About } from '../adapters/index.ts';
import { causeOf } from '../base/index.ts';
import type { Verdict } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import { consultRounds } from '../oracle/index.ts';
import type { CaseResult } from './case-result.ts';
import { runControls } from './controls.ts';
import type { LastingWorld } from './lasting-world.ts';
import { tooFewFiles } from './open-files.ts';
import { Pace } from './pace.ts';
import { Parents } from './parents.ts';
import { plan } from './plan.ts';
import type { RunOptions } from './run.ts';
import { runPlan } from './runner.ts';
import { RunningSubject } from './running-subject.ts';
import { startAnew } from './start-anew.ts';
import type { Subject } from './subject.ts';
import { everyResult, subjectAsker } from './subject-asker.ts';
import { verdictOf } from './verdict-of.ts';

export type SessionOptions = Pick<RunOptions, 'controls' | 'version' | 'patienceMs' | 'parallel'>;

/** What is heard while a session goes on. */
export interface SessionWatcher {
  /** Something that holds for all of it: that it accepted an untrusted certificate. */
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
  readonly #running: RunningSubject;
  readonly #options: SessionOptions;
  readonly #pace = new Pace();

  private constructor(world: LastingWorld, running: RunningSubject, options: SessionOptions) {
    this.#world = world;
    this.#running = running;
    this.#options = options;
  }

  /** Settles with why nothing can be judged, if that is so. */
  static async open(
    world: LastingWorld,
    subject: Subject,
    options: SessionOptions,
    watcher: Pick<SessionWatcher, 'found'>,
  ): Promise<Session | string> {
    const { controls, version, parallel = Number.POSITIVE_INFINITY } = options;
    const running = await RunningSubject.start(subject, version);
    if ('why' in running) return running.why;
    const few = tooFewFiles(Math.min(running.about.parallel, parallel));
    if (few !== undefined) {
      await running[Symbol.asyncDispose]();
      return few;
    }
    const ended = await controlsOf(world, running, { controls, version }, watcher).catch(causeOf);
    if (ended === undefined) return new Session(world, running, options);
    await running[Symbol.asyncDispose]();
    return ended;
  }

  get name(): string {
    return this.#running.subject.name;
  }

  get about(): About {
    return this.#running.about;
  }

  /**
   * For cases that set up the machine it is ended and started anew; whoever else is running meanwhile must not be asked. A case
   * that was late is asked once more by a new process.
   */
  async judge(cases: readonly Case[], watcher: Pick<SessionWatcher, 'verdict'>): Promise<readonly Verdict[]> {
    const { version, patienceMs } = this.#options;
    const [world, running] = [this.#world, this.#running];
    const verdicts: Verdict[] = [];
    const keep = (c: Case, result: CaseResult) => {
      const verdict = verdictOf(c, running.subject, result, () => true);
      verdicts.push(verdict);
      watcher.verdict(verdict);
    };
    const { restart } = running;
    const asker = subjectAsker(
      { world, running, parents: new Parents(), restart, patienceMs },
      everyResult(keep),
    );
    const consult = (c: Case) => consultRounds(c, version);
    const pace = this.#pace;
    if (!running.runs && restart && !(await startAnew(asker, restart, cases))) return verdicts;
    await runPlan(plan(cases, running.about, this.#options), [asker], { world, version, consult, pace });
    return verdicts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#running[Symbol.asyncDispose]();
  }
}

/** Settles with why nothing can be judged, if that is so. */
async function controlsOf(
  world: LastingWorld,
  { adapter }: RunningSubject,
  { controls, version }: SessionOptions,
  watcher: Pick<SessionWatcher, 'found'>,
): Promise<string | undefined> {
  const heard = { judged: () => {}, late: () => {}, found: (finding: string) => watcher.found(finding) };
  const rest = await runControls(world, adapter, controls, { version }, heard);
  if (typeof rest === 'string') return rest;
  await rest();
  return undefined;
}
