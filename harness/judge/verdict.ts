import type { Claim, Event } from '../evidence/index.ts';
import type { SpecLevel, SpecVersion, Twin } from '../model/index.ts';
import type { Divergence } from './divergence/divergence.ts';
import type { Field } from './field.ts';
import type { Status } from './status.ts';

export interface Reason {
  /** From 1: the round it is about, in a case with several; and the name. */
  readonly round?: number;
  readonly server?: string;
  readonly field?: Field;
  readonly clause?: string;
  readonly level?: SpecLevel;
  /** One sentence that stands alone; no addresses or times, so that it is equal from run to run. */
  readonly text: string;
}

export interface Judgement {
  readonly status: Status;
  /** Level of the strongest clause that was broken (or of the case when none was). */
  readonly level: SpecLevel | 'record';
  readonly clauses: readonly string[];
  readonly reasons: readonly Reason[];
  /** For a failure, and always there: where the behaviour first left the algorithm. */
  readonly divergence?: Divergence;
  /** Of a skip: another case went wrong or was not asked, and without it this one would prove nothing. */
  readonly because?: { readonly case: string };
  /**
   * We or the machine were late, and it rests on an absence or an ending, so that it cannot stand: one sentence that says
   * what was late. All else is what it would have been.
   */
  readonly late?: string;
  /**
   * Beside `late`: the status stands all the same, by what the implementation did of its own accord, and is without what may
   * have come of our being late. A second asking may tell the rest.
   */
  readonly stands?: true;
}

/** One `verdict` line of a run. */
export interface Verdict extends Judgement {
  readonly id: string;
  readonly implementation: string;
  readonly title: string;
  /** Of a derived case: of which, and where the certificate was exchanged. */
  readonly twin?: Twin;
  readonly expected: boolean;
  /** What came of the first asking was late, and this came of the second. */
  readonly again?: true;
  /** Of a case with rounds: the one of the question that decided. */
  readonly claim: Claim | null;
  readonly events: readonly Event[];
  /** Of a case with rounds: those that were asked, in order. */
  readonly rounds?: readonly RoundVerdict[];
  /**
   * Of a failure or an error: what the implementation wrote to stderr while it was asked this and nothing else, its last
   * 2 KiB; absent where others were under way at the same time.
   */
  readonly stderr?: string;
  /** By the version before the case's `since`, where that one demands something else of the same world. */
  readonly before?: EarlierVerdict;
  readonly ms: number;
}

/** What came of a first asking that was late, which is no verdict: the case is asked once more. */
export interface LateVerdict extends Omit<Verdict, 'expected' | 'again' | 'because'> {
  /** What was late. */
  readonly late: string;
  /** Of the last ten seconds, the percentage in which somebody on this machine waited for a processor. A hint, no more. */
  readonly pressure?: number;
}

export interface EarlierVerdict extends Pick<Judgement, 'status' | 'level' | 'clauses'> {
  readonly version: SpecVersion;
}

/** One round of a case: its events are those from its own start to that of the next. */
export interface RoundVerdict {
  /** Milliseconds, on the clock of the events. */
  readonly at: number;
  /** One for each name, which were asked for at the same moment. */
  readonly questions: readonly QuestionVerdict[];
}

export interface QuestionVerdict {
  readonly server: string;
  readonly status: Status;
  readonly claim: Claim | null;
}

export type { Claim, ClaimedTarget } from '../evidence/index.ts';
export type { Field } from './field.ts';
export type { Status } from './status.ts';
