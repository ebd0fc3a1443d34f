import type { About, Adapter } from '../adapters/index.ts';
import { causeOf } from '../base/index.ts';
import { levelOfCase, type Verdict } from '../judge/index.ts';
import { type Case, isAboutStalls, type SpecVersion } from '../model/index.ts';
import { applies, consultRounds, nameOfVersion, type RoundQuestion } from '../oracle/index.ts';
import { type ControlCases, type ControlWatcher, runControls } from './controls.ts';
import { LastingWorld } from './lasting-world.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import { byMachine, type Group, setMachine } from './machine.ts';
import { Parents } from './parents.ts';
import { type CaseResult, runCase } from './run-case.ts';
import { simultaneousNames, tooMany, widthFor } from './simultaneous.ts';
import type { Subject } from './subject.ts';
import { whySkipped } from './why-skipped.ts';

/**
 * Milliseconds an implementation has for one case, from handing over to decision. Not one of the round figures that
 * clients choose for their own time-outs (5, 10, 30 s): what happens at the very end of a budget could go either way.
 */
export const BUDGET_MS = 8_000;
const STALL_PARALLEL = 4;

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
  /** The world to run in, which is closed at the end; one with the ordinary options unless given. */
  readonly world?: () => Promise<LastingWorld>;
  /** The baseline's word. */
  readonly expects: (verdict: Pick<Verdict, 'id' | 'status'>) => boolean;
}

/** What the caller hears while a run goes on. */
export interface RunWatcher {
  /** The implementation is up, or is not: `null`. */
  introduced(about: About | null): void;
  /** Something that holds for the whole run of it: certificates are not checked, or why there are no verdicts. */
  found(finding: string): void;
  verdict(verdict: Verdict, asked: AskedCase): void;
}

/** What a verdict is about, with what the oracle says of it. */
export interface AskedCase {
  readonly case: Case;
  readonly rounds: () => readonly (readonly RoundQuestion[])[];
}

/** What was found about one implementation. */
export interface SubjectRun {
  readonly verdicts: readonly Verdict[];
  /** Why there are no verdicts. */
  readonly ended?: string;
  /** Faults of our own that make the whole run doubtful. */
  readonly problems: readonly string[];
  /** What is wrong with the machine and harms no verdict. */
  readonly remarks: readonly string[];
  /** The end of what it wrote to stderr, made printable: 64 KiB at most. */
  readonly stderr: string;
}

/** Runs all cases against one implementation in a world of its own: controls first, then the rest side by side. */
export async function runSubject(
  subject: Subject,
  options: RunOptions,
  watcher: RunWatcher,
): Promise<SubjectRun> {
  const opened = await (options.world ?? LastingWorld.open)().catch(causeOf);
  if (typeof opened === 'string') return unstarted(watcher, opened);
  await using world = opened;
  const { together, alone } = byMachine(options.cases);
  const verdicts: Verdict[] = [];
  let stderr = '';
  {
    const started = await start(subject, options.version);
    if (started.adapter === null) return unstarted(watcher, started.why);
    await using adapter = started.adapter;
    watcher.introduced(adapter.about);
    const waves = new Waves({ world, adapter, subject, options, watcher }, together);
    const { controls, version } = options;
    const ended = await runControls(world, adapter, controls, version, BUDGET_MS, waves).catch(causeOf);
    if (ended !== undefined) return unjudged(watcher, ended);
    waves.add(options.further?.() ?? []);
    verdicts.push(...(await waves.run()));
    stderr = adapter.stderr();
  }
  for (const group of alone) verdicts.push(...(await runAlone({ world, subject, options, watcher }, group)));
  verdicts.sort((a, b) => (a.id < b.id ? -1 : 1));
  const dropped = await world.droppedQuestions();
  const problems =
    dropped > 0
      ? [`${dropped} DNS questions were dropped at our own socket: run again with a lower --parallel`]
      : [];
  return { verdicts, problems: [...world.problems, ...problems], remarks: world.remarks, stderr };
}

function unstarted(watcher: RunWatcher, why: string): SubjectRun {
  watcher.introduced(null);
  return unjudged(watcher, why);
}

function unjudged(watcher: RunWatcher, why: string): SubjectRun {
  watcher.found(why);
  return { verdicts: [], ended: why, problems: [], remarks: [], stderr: '' };
}

type Started = { readonly adapter: Adapter } | { readonly adapter: null; readonly why: string };

export async function start(subject: Subject, version: SpecVersion): Promise<Started> {
  try {
    return { adapter: await subject.start(version) };
  } catch (error) {
    return { adapter: null, why: error instanceof Error ? error.message : String(error) };
  }
}

interface Setting {
  readonly world: LastingWorld;
  readonly subject: Subject;
  readonly options: RunOptions;
  readonly watcher: RunWatcher;
}

/** Whoever ran before has ended: the implementation is started anew on a machine that is set as these cases want it. */
async function runAlone(setting: Setting, { machine, cases }: Group): Promise<readonly Verdict[]> {
  const { subject } = setting;
  const all = (status: 'skip' | 'error', why: string) =>
    cases.map((c) => keep(setting, c, untold(c, status, why)));
  if (subject.attached) return all('skip', 'needs a setting of the machine at its start, and runs already');
  const prepared = await setMachine(machine).catch(causeOf);
  if (typeof prepared === 'string') return all('error', prepared);
  await using _machine = prepared;
  const started = await start(subject, setting.options.version);
  if (started.adapter === null) return all('error', `could not be started anew: ${started.why}`);
  await using adapter = started.adapter;
  return await new Waves({ ...setting, adapter }, cases).run();
}

function keep({ subject, options, watcher }: Setting, c: Case, result: CaseResult): Verdict {
  const verdict: Verdict = {
    id: c.id,
    implementation: subject.name,
    title: c.title,
    ...(c.twin && { twin: c.twin }),
    expected: options.expects({ id: c.id, status: result.status }),
    ...result,
  };
  watcher.verdict(verdict, { case: c, rounds: () => consultRounds(c, options.version) });
  return verdict;
}

interface Wave {
  readonly cases: readonly Case[];
  readonly width: number;
}

export class Waves implements ControlWatcher {
  readonly #setting: Setting & { readonly adapter: Adapter };
  readonly #parents: Parents;
  readonly #verdicts: Verdict[] = [];
  /** By id, in their order. */
  readonly #unasked: Map<string, Case>;

  constructor(setting: Setting & { readonly adapter: Adapter }, cases: readonly Case[]) {
    this.#setting = setting;
    this.#parents = new Parents(setting.adapter.about, setting.options.version);
    this.#unasked = new Map(cases.map((c) => [c.id, c]));
  }

  add(cases: readonly Case[]): void {
    for (const c of cases) this.#unasked.set(c.id, c);
  }

  /** A control that is among the cases is not asked twice: a name is single-use within one process. */
  judged(c: Case, result: CaseResult): void {
    if (!this.#unasked.delete(c.id)) return;
    this.#parents.note(c, result);
    this.#keep(c, result);
  }

  found(finding: string): void {
    this.#setting.watcher.found(finding);
  }

  /** Twins come after all parents, since they count only where these were right. */
  async run(): Promise<readonly Verdict[]> {
    const { adapter, options } = this.#setting;
    const asked = [...this.#unasked.values()];
    const { parallel, stallParallel } = adapter.about;
    const all = Math.min(parallel, options.parallel ?? Number.POSITIVE_INFINITY);
    const stalling = asked.filter(isAboutStalls);
    // Whoever says to bear as many stalled cases as others need not be spared: half of the places wait while the others work.
    const beside = all > 1 && stalling.length > 0 && stallParallel !== undefined && stallParallel >= parallel;
    const stallWidth = beside ? Math.floor(all / 2) : Math.min(stallParallel ?? STALL_PARALLEL, all);
    const width = beside ? all - stallWidth : all;
    const work = async (c: Case, free: () => void) => this.#keep(c, await this.#judged(c, free));
    const prompt = asked.filter((c) => !isAboutStalls(c));
    const parents = prompt.filter(({ twin }) => twin === undefined);
    const waves = [
      { cases: parents.filter((c) => simultaneousNames(c) === 1), width },
      { cases: parents.filter((c) => simultaneousNames(c) > 1), width },
      { cases: prompt.filter(({ twin }) => twin !== undefined), width },
    ];
    const stalled = { cases: stalling, width: stallWidth };
    const paced = async (wave: Wave) => limitConcurrency(wave.cases, widthFor(wave.cases, wave.width), work);
    const inTurn = async (several: readonly Wave[]) => {
      for (const wave of several) await paced(wave);
    };
    if (beside) await Promise.all([paced(stalled), inTurn(waves)]);
    else await inTurn([...waves, stalled]);
    return this.#verdicts;
  }

  #keep(c: Case, result: CaseResult): void {
    this.#verdicts.push(keep(this.#setting, c, result));
  }

  async #judged(c: Case, free: () => void): Promise<CaseResult> {
    const { world, adapter, options } = this.#setting;
    if (!applies(c, options.version))
      return untold(c, 'skip', `not part of ${nameOfVersion(options.version)}`);
    const { about } = adapter;
    const why =
      whySkipped(c, about) ?? tooMany(c, about) ?? this.#parents.whyNot(c) ?? (await world.missing(c));
    if (why !== undefined) return untold(c, 'skip', why);
    const patient = options.patienceMs !== undefined && isAboutStalls(c);
    const budget = { ms: patient ? options.patienceMs : BUDGET_MS, patient };
    try {
      const steps = consultRounds(c, options.version);
      const result = await runCase(world, adapter, c, steps, budget, free);
      this.#parents.note(c, result, steps);
      return result;
    } catch (error) {
      // Ours, never the implementation's: a port that is taken, a full disk. The other cases go on.
      return untold(c, 'error', causeOf(error));
    }
  }
}

function untold(c: Case, status: 'skip' | 'error', text: string): CaseResult {
  return {
    status,
    level: levelOfCase(c),
    clauses: c.clauses,
    reasons: [{ text }],
    claim: null,
    events: [],
    ms: 0,
  };
}
