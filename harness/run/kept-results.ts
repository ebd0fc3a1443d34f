import type { LateVerdict, Verdict } from '../judge/index.ts';
import type { Case, SpecVersion } from '../model/index.ts';
import { consultRounds } from '../oracle/index.ts';
import type { CaseResult, LateResult } from './case-result.ts';
import type { AskedRounds } from './run-case.ts';
import type { Subject } from './subject.ts';
import { type Expects, lateVerdictOf, verdictOf } from './verdict-of.ts';

/** What is heard of each result. */
export interface ResultWatcher {
  verdict(verdict: Verdict, asked: AskedCase): void;
  /** No verdict: the case is asked once more, and its verdict follows. */
  late?(late: LateVerdict, asked: AskedCase): void;
}

/** What a verdict is about. */
export interface AskedCase {
  readonly case: Case;
  /** Where it was asked once more under other names and addresses: the case as it was asked first. */
  readonly first?: Case;
  /** What the oracle says of it, round by round. */
  readonly rounds: () => AskedRounds;
}

interface KeepingOptions {
  readonly version: SpecVersion;
  readonly expects: Expects;
  /** Once aborted, what still comes is not kept: it was ended. */
  readonly stop?: AbortSignal | undefined;
}

/** What came of the cases of one implementation so far; whoever watches hears of each. */
export class KeptResults {
  readonly verdicts: Verdict[] = [];
  readonly late: LateVerdict[] = [];
  readonly #subject: Subject;
  readonly #version: SpecVersion;
  readonly #expects: Expects;
  readonly #watcher: ResultWatcher;
  /** Of those that were late, by id. */
  readonly #firsts = new Map<string, Case>();
  /** Of those under way. Who hears of a verdict need not ask the oracle again. */
  readonly #consulted = new Map<Case, AskedRounds>();
  readonly #stop: AbortSignal | undefined;

  constructor(subject: Subject, { version, expects, stop }: KeepingOptions, watcher: ResultWatcher) {
    this.#subject = subject;
    this.#version = version;
    this.#expects = expects;
    this.#stop = stop;
    this.#watcher = watcher;
  }

  consult(c: Case): AskedRounds {
    const rounds = consultRounds(c, this.#version);
    this.#consulted.set(c, rounds);
    return rounds;
  }

  keep(c: Case, result: CaseResult, rounds?: AskedRounds): void {
    if (this.#stop?.aborted) return;
    const verdict = verdictOf(c, this.#subject, result, this.#expects);
    this.verdicts.push(verdict);
    this.#watcher.verdict(verdict, this.#asked(c, rounds));
  }

  keepLate(c: Case, result: LateResult, rounds?: AskedRounds): void {
    if (this.#stop?.aborted) return;
    const verdict = lateVerdictOf(c, this.#subject, result);
    this.late.push(verdict);
    this.#firsts.set(c.id, c);
    this.#watcher.late?.(verdict, this.#asked(c, rounds));
  }

  #asked(c: Case, rounds = this.#consulted.get(c)): AskedCase {
    this.#consulted.delete(c);
    const first = c.again && this.#firsts.get(c.id);
    const version = this.#version;
    return { case: c, ...(first && { first }), rounds: () => rounds ?? consultRounds(c, version) };
  }
}
