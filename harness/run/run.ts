import type { About, Remains } from '../adapters/index.ts';
import { causeOf } from '../base/index.ts';
import type { LateVerdict, Verdict } from '../judge/index.ts';
import type { Case, SpecVersion } from '../model/index.ts';
import type { Restart } from './asker.ts';
import { type ControlCases, type RestOfControls, runControls } from './controls.ts';
import { KeptResults, type ResultWatcher } from './kept-results.ts';
import { LastingWorld } from './lasting-world.ts';
import { tooFewFiles } from './open-files.ts';
import type { Pace } from './pace.ts';
import { Parents } from './parents.ts';
import { plan, widthOf } from './plan.ts';
import { runPlan } from './runner.ts';
import { RunningSubject } from './running-subject.ts';
import type { Subject } from './subject.ts';
import { everyResult, subjectAsker } from './subject-asker.ts';
import type { Expects } from './verdict-of.ts';

export interface RunOptions {
  readonly cases: readonly Case[];
  /** Further cases, asked for once the controls have passed: the twins, while nothing waits for the time it takes to derive them. */
  readonly further?: () => readonly Case[];
  readonly controls: ControlCases;
  readonly version: SpecVersion;
  /** Milliseconds; the budget of cases about stalls, in which being undecided at the end is then judged. */
  readonly patienceMs?: number;
  /** At most this many cases at once, whatever the implementation says of itself. */
  readonly parallel?: number;
  /** A case for being asked once more, with names and addresses of its own; undefined where it cannot be there twice. */
  readonly again?: (c: Case) => Case | undefined;
  /** Of all implementations of a run together; one of its own unless given. */
  readonly pace?: Pace;
  /** The world to run in, which is closed at the end; one with the ordinary options unless given. */
  readonly world?: () => Promise<LastingWorld>;
  /** The world stays open: it is the caller's to close. */
  readonly keepsWorld?: true;
  /** Ids of those that are asked first. */
  readonly first?: ReadonlySet<string>;
  /** Once aborted, the run ends: what is under way is ended, and nothing else is asked. */
  readonly stop?: AbortSignal;
  /** What stays of a homeserver when it has ended. */
  readonly kept?: Remains;
  /** The baseline's word. */
  readonly expects: Expects;
}

/** What the caller hears while a run goes on. */
export interface RunWatcher extends ResultWatcher {
  /** The implementation is up, or is not: `null`. */
  introduced(about: About | null): void;
  /** Something that holds for the whole run of it: that it accepted an untrusted certificate, or why there are no verdicts. */
  found(finding: string): void;
  /** Something was late for the first time: from now on half as many cases are under way at once. */
  slowed?(): void;
}

/** What was found about one implementation. */
export interface SubjectRun {
  readonly verdicts: readonly Verdict[];
  /** What was asked once more, in the order of asking. */
  readonly late: readonly LateVerdict[];
  /** Why there are no verdicts. */
  readonly ended?: string;
  /** It was stopped: not everything was asked. */
  readonly stopped?: true;
  /** Faults of our own that make the whole run doubtful. */
  readonly problems: readonly string[];
  /** What is wrong with the machine and harms no verdict. */
  readonly remarks: readonly string[];
  /** The end of what it wrote to stderr, made printable: 64 KiB at most. */
  readonly stderr: string;
}

/** Runs all cases against one implementation in a world of its own: controls first, then the rest by plan. */
export async function runSubject(
  subject: Subject,
  options: RunOptions,
  watcher: RunWatcher,
): Promise<SubjectRun> {
  const few = tooFewFiles(1);
  if (few !== undefined) return unstarted(watcher, few);
  const opened = await (options.world ?? LastingWorld.open)().catch(causeOf);
  if (typeof opened === 'string') return unstarted(watcher, opened);
  const world = opened;
  await using _closed = options.keepsWorld ? undefined : world;
  const running = await startedUnless(
    options.stop,
    RunningSubject.start(subject, options.version, options.kept),
  );
  if (running === undefined) return STOPPED;
  if ('why' in running) return unstarted(watcher, running.why, running.stderr);
  const judged = await judgeAll(world, running, options, watcher);
  const { stderr } = running;
  if (typeof judged === 'string') return unjudged(watcher, judged, stderr);
  const { late } = judged;
  const verdicts = judged.verdicts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const dropped = await world.droppedQuestions();
  // A case that was open then knows of it: what it could have spoilt was asked once more.
  const lost =
    dropped > 0 ? [`${dropped} DNS questions were dropped at our own socket: a lower --parallel helps`] : [];
  const stopped = options.stop?.aborted ? { stopped: true as const } : {};
  return {
    verdicts,
    late,
    problems: world.problems,
    remarks: [...world.remarks, ...lost],
    stderr,
    ...stopped,
  };
}

const STOPPED: SubjectRun = { verdicts: [], late: [], problems: [], remarks: [], stderr: '', stopped: true };

/** Undefined where it was stopped before: whoever starts then is ended once it has started. */
async function startedUnless(
  stop: AbortSignal | undefined,
  starting: ReturnType<typeof RunningSubject.start>,
): Promise<Awaited<typeof starting> | undefined> {
  if (stop === undefined) return starting;
  const stopped = new Promise<undefined>((resolve) => {
    if (stop.aborted) resolve(undefined);
    else stop.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  const running = await Promise.race([stopped, starting]);
  if (running === undefined) {
    void starting.then(async (late) => {
      if (!('why' in late)) await late[Symbol.asyncDispose]();
    });
  }
  return running;
}

function unstarted(watcher: RunWatcher, why: string, stderr = ''): SubjectRun {
  watcher.introduced(null);
  return unjudged(watcher, why, stderr);
}

function unjudged(watcher: RunWatcher, why: string, stderr = ''): SubjectRun {
  watcher.found(why);
  return { verdicts: [], late: [], ended: why, problems: [], remarks: [], stderr };
}

type Judged = Pick<SubjectRun, 'verdicts' | 'late'>;

/** Settles with why nothing can be judged, if that is so. Whoever runs has ended then. */
async function judgeAll(
  world: LastingWorld,
  started: RunningSubject,
  options: RunOptions,
  watcher: RunWatcher,
): Promise<Judged | string> {
  await using running = started;
  const { version, patienceMs, again, pace, stop } = options;
  watcher.introduced(running.about);
  const kept = new KeptResults(running.subject, options, watcher);
  const parents = new Parents();
  // A control that is among the cases is not asked twice: a name is single-use within one process.
  const { reachable, untrusted } = options.controls;
  const controls = new Set([reachable.id, untrusted.id]);
  const isMeant = (c: Case) => options.cases.some(({ id }) => id === c.id);
  const rest = await runControls(
    world,
    running.adapter,
    options.controls,
    { version, again, stop },
    {
      late(c, rounds, result) {
        if (isMeant(c)) kept.keepLate(c, result, rounds);
      },
      found: (finding) => watcher.found(finding),
      judged(c, rounds, result) {
        if (!isMeant(c)) return;
        parents.note(c, rounds, running.about, result);
        kept.keep(c, result, rounds);
      },
    },
  ).catch(causeOf);
  if (stop?.aborted) return kept;
  if (typeof rest === 'string') return rest;
  const all = [...options.cases, ...(options.further?.() ?? [])];
  const unasked = new Map(all.flatMap((c) => (controls.has(c.id) ? [] : [[c.id, c] as const])));
  const restart = running.restart && afterControls(running.restart, rest);
  const asker = subjectAsker(
    { world, running, parents, restart, patienceMs, stop },
    everyResult((c, result) => kept.keep(c, result), {
      late: (c, result) => kept.keepLate(c, result),
      slowed: () => watcher.slowed?.(),
    }),
  );
  const stages = plan([...unasked.values()], running.about, options);
  const few = tooFewFiles(widthOf(stages));
  if (few !== undefined) return few;
  const consult = (c: Case) => kept.consult(c);
  await runPlan(stages, [asker], { world, version, consult, again, pace, stop });
  const controlled = await rest().catch(causeOf);
  return stop?.aborted ? kept : (controlled ?? kept);
}

/** Whoever is still watched for a control is not ended meanwhile. */
function afterControls({ stop, start }: Restart, rest: RestOfControls): Restart {
  return {
    stop: () =>
      rest()
        .catch(() => {})
        .then(stop),
    start,
  };
}
