import { constants } from 'node:os';
import path from 'node:path';
import { visible } from '../../base/index.ts';
import { type Look, lookFor, noProgress, progressOn, say, sayAside } from '../../report/index.ts';
import { LastingWorld } from '../../run/index.ts';
import { type Asked, Asking } from './asking.ts';
import { tell } from './complaint.ts';
import { EarlyEnd } from './early-end.ts';
import type { FailedBefore } from './failed-before.ts';
import { checkThere, FileWatch } from './file-watch.ts';
import { removeRecord } from './remains-of-homeserver.ts';
import { RunKeeper } from './run-keeper.ts';
import { headerOf, type RunTask, type TaskOptions, taskOf } from './run-task.ts';
import { UsageError } from './usage-error.ts';
import { takeAhead } from './world-ahead.ts';

export interface WatchOptions extends TaskOptions {
  readonly reports: string;
  readonly watch: readonly string[];
  readonly color?: true;
  readonly pcap?: string;
  readonly all?: true;
  readonly failFast?: true;
  readonly quiet?: true;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Throws where what is asked for cannot be watched: before all else. */
export function checkWatch({ implementation, pcap, watch: watched }: WatchOptions): void {
  if (implementation === undefined)
    throw new UsageError('--watch wants to know whose files these are: name somebody with -i');
  if (implementation.some((one) => /^(?:[^=]*=)?attach:/.test(one)))
    throw new UsageError(
      '--watch starts whoever is asked anew after each change, which cannot be done with attach:',
    );
  if (pcap !== undefined)
    throw new UsageError(
      '--pcap keeps the packets of one run, and --watch makes many: leave one of them away',
    );
  checkThere(watched);
}

/**
 * Asks again whenever a file changes, until a signal ends it: between two askings with the exit code of the last one. What failed the last time is asked first. The
 * world stays open, and of all records only that of the last asking stays.
 */
export async function watch(
  selectors: readonly string[],
  options: WatchOptions,
  before: FailedBefore | undefined,
): Promise<number> {
  let changed: string[] = [];
  let wake = () => {};
  let ending: EarlyEnd | undefined;
  using _files = new FileWatch(options.watch, [options.reports], (files) => {
    changed.push(...files);
    ending?.now();
    wake();
  });
  await using session = new WatchSession(selectors, options, before);
  let code: number | undefined;
  using _ = onSignal((signal) => {
    code = session.end(signal);
    wake();
  });
  await session.load();
  for (;;) {
    ending = new EarlyEnd(options.failFast && options.level);
    const asked = changed;
    changed = [];
    await session.ask(asked, ending);
    if (changed.length === 0 && code === undefined)
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    if (code !== undefined) return code;
  }
}

/** What is known from one asking to the next. */
class WatchSession implements AsyncDisposable {
  readonly #selectors: readonly string[];
  readonly #options: WatchOptions;
  readonly #before: FailedBefore | undefined;
  readonly #look: Look;
  #task: RunTask | undefined;
  #world: Promise<LastingWorld> | undefined;
  /** Of the last asking that came to its end. */
  #last: { readonly code: number; readonly record: string; readonly unexpected?: number } | undefined;
  /** Records that are of no use any more. */
  readonly #outdated: string[] = [];
  /** Ids of what was unexpected the last time. */
  #failing: ReadonlySet<string> = new Set();
  #underWay: { readonly keeper: RunKeeper; readonly asking: Asking } | undefined;

  constructor(selectors: readonly string[], options: WatchOptions, before: FailedBefore | undefined) {
    this.#selectors = selectors;
    this.#options = options;
    this.#before = before;
    this.#look = lookFor(process.stdout, options.color);
  }

  /** Reads the cases, and the descriptions of whoever is asked. */
  async load(): Promise<void> {
    this.#task = await taskOf(this.#selectors, this.#options, this.#before);
  }

  /** `changed`: the files that led to it. */
  async ask(changed: readonly string[], ending: EarlyEnd): Promise<void> {
    const { paint } = this.#look;
    if (changed.length > 0) say(['', paint.strong(changedText(changed))]);
    try {
      // A scenario, or somebody's description.
      if (changed.some((file) => file.endsWith('.json'))) await this.load();
      if (this.#task) await this.#askAll(this.#task, ending);
    } catch (error) {
      if (this.#last === undefined && changed.length === 0) throw error;
      sayAside(tell(error).trimEnd().split('\n'));
    }
    if (!ending.signal.aborted || ending.isByVerdict) say(paint.faint(this.#waiting()));
  }

  async #askAll(task: RunTask, ending: EarlyEnd): Promise<void> {
    const started = performance.now();
    const { reports, quiet, all } = this.#options;
    const header = headerOf(this.#selectors, task, this.#before);
    using progress = quiet ? noProgress : progressOn(process.stderr);
    using keeper = await RunKeeper.open(reports, header, (why) => {
      sayAside(tell(why).trimEnd().split('\n'));
    });
    for (const file of this.#outdated.splice(0)) removeRecord(file);
    this.#world ??= LastingWorld.open(undefined, takeAhead());
    const world = this.#world;
    const asking = new Asking(task, {
      look: this.#look,
      progress,
      keeper,
      ending,
      all: () => all === true,
      quiet: true,
      world: () => world,
      keepsWorld: true,
      first: this.#failing,
    });
    this.#underWay = { keeper, asking };
    const asked = await asking.run();
    this.#underWay = undefined;
    const record = path.resolve(keeper.file);
    this.#failing = failingIn(asked, this.#failing);
    if (asked.conclusion.problems.length > 0) await this.#closeWorld();
    if (asked.early && !ending.isByVerdict) {
      this.#outdated.push(record);
      return;
    }
    const ms = performance.now() - started;
    keeper.conclude(asked.conclusion, ms, asked.early);
    this.#concluded(asked, record, ms);
  }

  #concluded({ conclusion, concluded }: Asked, record: string, ms: number): void {
    const { exitCode: code } = conclusion;
    const last = this.#last;
    if (last) removeRecord(last.record);
    const isJudged = concluded.every(({ conclusion: { ended } }) => ended === undefined);
    const unexpected = isJudged ? conclusion.unexpected : last?.unexpected;
    this.#last = { code, record, ...(unexpected !== undefined && { unexpected }) };
    const isOther = last?.unexpected !== undefined && last.unexpected !== unexpected;
    say(`${isOther ? `${last.unexpected} unexpected → ${unexpected}, ` : ''}${(ms / 1000).toFixed(2)} s`);
  }

  /** What a world lacks that has a fault is not known: the next asking opens another. */
  async #closeWorld(): Promise<void> {
    const world = await this.#world?.catch(() => undefined);
    this.#world = undefined;
    await world?.[Symbol.asyncDispose]();
  }

  #waiting(): string {
    const watched = this.#options.watch.map((one) => visible(one)).join(', ');
    return `watching ${watched}; Ctrl-C ends`;
  }

  /** The exit code of the last asking. Ends at once while one is under way: whatever was started ends with the sandbox. */
  end(signal: (typeof SIGNALS)[number]): number {
    if (this.#underWay === undefined && this.#last) return this.#last.code;
    const { keeper, asking } = this.#underWay ?? {};
    keeper?.interrupt();
    asking?.interrupted();
    if (keeper) sayAside(`interrupted: ${keeper.file} is readable up to there`);
    process.exit(128 + constants.signals[signal]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#closeWorld();
  }
}

/** Until it is disposed, each of them calls `end`. */
function onSignal(end: (signal: (typeof SIGNALS)[number]) => void): Disposable {
  for (const signal of SIGNALS) process.on(signal, end);
  return {
    [Symbol.dispose]() {
      for (const signal of SIGNALS) process.off(signal, end);
    },
  };
}

/** With the parents of twins. Where it was ended before its time, or nobody was judged, what failed before may fail still. */
function failingIn({ concluded, early }: Asked, before: ReadonlySet<string>): ReadonlySet<string> {
  const ids = concluded.flatMap(({ conclusion }) =>
    conclusion.unexpected.flatMap(({ id, twin }) => [id, ...(twin ? [twin.parent] : [])]),
  );
  const isPart = early || concluded.some(({ conclusion: { ended } }) => ended !== undefined);
  return new Set([...ids, ...(isPart ? before : [])]);
}

/** `resolver.py changed`; `a.py, b.py and 3 more files changed`. */
function changedText(files: readonly string[]): string {
  const names = files.map((file) => visible(path.relative(process.cwd(), file)));
  const [first = '', second, ...more] = names;
  if (more.length > 0)
    return `${first}, ${second} and ${more.length} more ${more.length === 1 ? 'file' : 'files'} changed`;
  return `${[first, ...(second === undefined ? [] : [second])].join(' and ')} changed`;
}
