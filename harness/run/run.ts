import type { About, Adapter } from '../adapters/index.ts';
import type { Verdict } from '../judge/index.ts';
import type { Case, SpecVersion } from '../scenario/index.ts';
import { applies, consultOracle } from '../spec/index.ts';
import { openWorld, type World } from '../world/index.ts';
import { type ControlFinding, runControls } from './controls.ts';
import { LoopWatch } from './loop-watch.ts';
import { type CaseResult, runCase } from './run-case.ts';
import type { Subject } from './subject.ts';
import { isAboutStalls, pace } from './wave.ts';

/** Milliseconds an implementation has for one case, from handing over to decision. */
export const BUDGET_MS = 10_000;
const STALL_PARALLEL = 4;

export interface RunOptions {
  readonly cases: readonly Case[];
  readonly version: SpecVersion;
  /** Milliseconds; in cases about stalls the budget is at least this, and being undecided then is judged. */
  readonly patienceMs?: number;
  readonly watch: RunWatcher;
}

/** What the caller hears while a run goes on. */
export interface RunWatcher {
  /** The implementation is up (or is not) and its controls were judged. */
  introduced(subject: Subject, about: About | null, findings: readonly string[]): void;
  verdict(verdict: Verdict): void;
}

/** Everything one implementation was found to do. `ended` says why there are no verdicts. */
export interface SubjectRun {
  readonly subject: Subject;
  readonly verdicts: readonly Verdict[];
  readonly ended?: string;
  readonly problems: readonly string[];
}

/** Runs all cases against one implementation in a world of its own: controls first, then the rest side by side. */
export async function runSubject(subject: Subject, options: RunOptions): Promise<SubjectRun> {
  using loop = new LoopWatch();
  await using world = await openWorld();
  let adapter: Adapter;
  try {
    adapter = await subject.start();
  } catch (error) {
    const ended = error instanceof Error ? error.message : String(error);
    options.watch.introduced(subject, null, [ended]);
    return { subject, verdicts: [], ended, problems: [] };
  }
  await using running = adapter;
  const controls = await runControls(world, running, options.version, loop);
  options.watch.introduced(subject, running.about, controls.findings.map(sentence));
  if (controls.ended) return { subject, verdicts: [], ended: controls.ended, problems: [] };

  const verdicts = await runWaves(world, running, subject, options, loop);
  const dropped = await world.droppedQuestions();
  const problems =
    dropped > 0 ? [`${dropped} DNS questions were dropped at our own socket: lower --parallel`] : [];
  return { subject, verdicts, problems };
}

async function runWaves(
  world: World,
  adapter: Adapter,
  subject: Subject,
  options: RunOptions,
  loop: LoopWatch,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const one = async (c: Case) => {
    const verdict = finish(subject, c, await judged(world, adapter, c, options, loop));
    verdicts.push(verdict);
    options.watch.verdict(verdict);
  };
  const cases = options.cases.filter((c) => !c.id.startsWith('control/'));
  const stalled = cases.filter(isAboutStalls);
  const others = cases.filter((c) => !isAboutStalls(c));
  await pace(others, adapter.about.parallel, one);
  await pace(stalled, adapter.about.stallParallel ?? STALL_PARALLEL, one);
  return verdicts.sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function judged(
  world: World,
  adapter: Adapter,
  c: Case,
  options: RunOptions,
  loop: LoopWatch,
): Promise<CaseResult> {
  if (!applies(c, options.version)) return skipped(c, `not part of ${options.version}`);
  const patience = isAboutStalls(c) ? (options.patienceMs ?? 0) : 0;
  const ms = Math.max(BUDGET_MS, patience);
  try {
    return await runCase(world, adapter, c, consultOracle(c, options.version), { ms }, loop);
  } catch (error) {
    // Ours, never the implementation's: a port that is taken, a full disk. The other cases go on.
    return { ...skipped(c, error instanceof Error ? error.message : String(error)), status: 'error' };
  }
}

function skipped(c: Case, text: string): CaseResult {
  return {
    status: 'skip',
    level: c.level ?? 'MUST',
    clauses: c.clauses,
    reasons: [{ text }],
    claim: null,
    events: [],
    ms: 0,
  };
}

function finish(subject: Subject, c: Case, result: CaseResult): Verdict {
  const verdict: Verdict = { id: c.id, implementation: subject.name, title: c.title, expected: true, ...result };
  return { ...verdict, expected: subject.baseline.expects(verdict) };
}

function sentence(finding: ControlFinding): string {
  return finding.text;
}
