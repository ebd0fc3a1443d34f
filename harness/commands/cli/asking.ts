import { isExpected } from '../../judge/index.ts';
import type { Case } from '../../model/index.ts';
import { mutants } from '../../reference/index.ts';
import { type Look, Narrator, type Progress, say, type Telling } from '../../report/index.ts';
import {
  type ConcludedSubject,
  type Conclusion,
  conclude,
  concludeRun,
  groupingOf,
  type LastingWorld,
  Pace,
  type RunConclusion,
  type RunOptions,
  runSubject,
  type Subject,
} from '../../run/index.ts';
import type { EarlyEnd } from './early-end.ts';
import { knownFailures } from './known-failures.ts';
import { limits } from './options.ts';
import { endOfLog, remainsLines, remainsOf } from './remains-of-homeserver.ts';
import type { RunKeeper } from './run-keeper.ts';
import type { RunTask } from './run-task.ts';

/** How everybody is asked, and told of. */
export interface AskingManner {
  readonly look: Look;
  readonly progress: Progress;
  readonly keeper: RunKeeper;
  readonly world: () => Promise<LastingWorld>;
  /** The worlds stay open. */
  readonly keepsWorld?: true;
  readonly ending: EarlyEnd;
  /** Each unexpected verdict is told in full, however many there are. */
  readonly all: () => boolean;
  /** Nothing is told but what is unexpected, and one line of everybody. */
  readonly quiet: boolean;
  /** Ids of those that are asked first. */
  readonly first?: ReadonlySet<string>;
}

/** What came of everybody who was asked. */
export interface Asked {
  readonly concluded: readonly ConcludedSubject[];
  readonly conclusion: RunConclusion;
  /** It was ended before its time. */
  readonly early: boolean;
}

/** Everybody of a run is asked once, one after the other. */
export class Asking {
  readonly #task: RunTask;
  readonly #manner: AskingManner;
  readonly #telling: Telling;
  /** Once something was late, all that follows goes more slowly, whoever is asked. */
  readonly #pace = new Pace();
  #narrator: Narrator | undefined;

  constructor(task: RunTask, manner: AskingManner) {
    this.#task = task;
    this.#manner = manner;
    this.#telling = tellingOf(task, manner);
  }

  /** What is known so far is told, as the run ends before its time. */
  interrupted(): void {
    this.#narrator?.interrupted();
  }

  async run(): Promise<Asked> {
    const { ending } = this.#manner;
    const concluded: ConcludedSubject[] = [];
    for (const subject of this.#task.subjects) {
      if (ending.signal.aborted) break;
      const cases = this.#task.casesOf(subject);
      const narrator = new Narrator(subject, { ...this.#telling, cases });
      this.#narrator = narrator;
      const conclusion = await this.#judged(subject, cases, narrator);
      concluded.push({ subject, conclusion });
    }
    const conclusion = concludeRun(concluded.map((one) => one.conclusion));
    return { concluded, conclusion, early: ending.signal.aborted };
  }

  async #judged(subject: Subject, cases: readonly Case[], narrator: Narrator): Promise<Conclusion> {
    const { options, chosen, controls, terms } = this.#task;
    const { keeper, ending, world, keepsWorld, first, look } = this.#manner;
    const baseline = await knownFailures(subject);
    const kept = remainsOf(subject, keeper.path, options.keepData === true);
    const runOptions: RunOptions = {
      cases,
      further() {
        const twins = chosen.twins();
        const all = [...cases, ...twins];
        narrator.asked(all);
        keeper.asked(subject, all);
        return twins;
      },
      controls,
      version: options.spec,
      expects: (verdict) => isExpected(baseline, verdict),
      ...limits(options),
      again: (c) => chosen.again(c),
      pace: this.#pace,
      world,
      ...(keepsWorld && { keepsWorld }),
      ...(first && { first }),
      stop: ending.signal,
      ...(kept && { kept }),
    };
    const done = await runSubject(subject, runOptions, ending.watch(keeper.watch(subject, narrator)));
    keeper.ended(subject, done);
    if (kept && done.ended !== undefined) say(endOfLog(done.stderr, look.paint));
    const { whole, ...all } = terms();
    const weighed = { ...all, whole: whole && !done.stopped };
    const conclusion = conclude({ name: subject.name, baseline, ...done }, weighed);
    // Where a change made it end, what came of the next asking is told instead.
    if (!ending.signal.aborted || ending.isByVerdict)
      narrator.concluded(conclusion, kept && remainsLines(kept, conclusion));
    return conclusion;
  }
}

function tellingOf({ options, chosen, terms }: RunTask, manner: AskingManner): Telling {
  const { look, progress, all, quiet } = manner;
  return {
    look,
    progress,
    all,
    quiet,
    cases: chosen.cases,
    withTwins: chosen.withTwins,
    version: options.spec,
    titles: new Map(mutants.map(({ name, title }) => [name, title])),
    remarks: new Set(),
    group: (verdicts) => groupingOf(verdicts, terms()),
  };
}
