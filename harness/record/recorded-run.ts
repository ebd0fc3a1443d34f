import type { LateVerdict, Verdict } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import type { Outcome } from '../oracle/index.ts';
import type { AskedLine, EndLine, ImplementationLine, RecordedClause, RunHeader } from './schema/lines.ts';

/** A run as its record tells it, or several that were joined: all that any report reads. Plain data. */
export interface RecordedRun {
  /** The files that it was read from. */
  readonly files: readonly string[];
  readonly header: RecordedHeader;
  readonly implementations: readonly RecordedImplementation[];
  /** What each was going to be asked; none of one whose questions follow from its answers, as a mutant's do. */
  readonly asked: readonly Placed<Omit<AskedLine, 'type'>>[];
  readonly findings: readonly { readonly implementation: string; readonly text: string }[];
  /** By id. Empty in format 1. */
  readonly cases: ReadonlyMap<string, RecordedCase>;
  /** Those of them that were asked once more under other names, as they were then, by id. */
  readonly again: ReadonlyMap<string, RecordedCase>;
  readonly verdicts: readonly RecordedVerdict[];
  /** First askings that were late: of each there is a verdict, too, unless the run was interrupted. */
  readonly late: readonly RecordedLate[];
  /** By implementation: the end of what it wrote to stderr. */
  readonly stderr: ReadonlyMap<string, string>;
  /** By id: those that occur. Empty in format 1, and where the run was killed. */
  readonly clauses: ReadonlyMap<string, RecordedClause>;
  /** It ended before its time, and this is what was known by then: there is no `end`. */
  readonly interrupted: boolean;
  readonly end?: Omit<EndLine, 'type'>;
  /** What a reader has to know of the record itself: it is of format 1, or its last line is torn. */
  readonly remarks: readonly string[];
}

/** Where something stands. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export type Placed<T> = T & { readonly place: Place };

/** Of format 1, which has no options, and names neither the library nor the machine. */
type EarlierHeader = Omit<
  RunHeader,
  'type' | 'format' | 'commit' | 'library' | 'platform' | 'kernel' | 'options'
>;

export type RecordedHeader = Placed<
  (EarlierHeader & { readonly format: 1 }) | (Omit<RunHeader, 'type'> & { readonly format: 2 })
>;

/** Format 1 does not say how it was asked. */
export type RecordedImplementation = Omit<ImplementationLine, 'type' | 'kind'> &
  Partial<Pick<ImplementationLine, 'kind'>>;

export type RecordedVerdict = Placed<
  Verdict & {
    /** So many events were seen besides those that are kept. */
    readonly dropped?: number;
  }
>;

export type RecordedLate = Placed<
  LateVerdict & {
    /** So many events were seen besides those that are kept. */
    readonly dropped?: number;
  }
>;

/** A case as it was asked, with what the specification made of it then. Of long bodies there is the beginning. */
export interface RecordedCase {
  readonly place: Place;
  readonly case: Case;
  /** One round, of one question, in a case without rounds. */
  readonly rounds: readonly (readonly RecordedQuestion[])[];
}

/** One name of one round. */
export interface RecordedQuestion {
  /** In the world of its round; expected and tolerated is what concerns this name. */
  readonly case: Case;
  readonly outcome: Outcome;
  /** What else is right for one that still knows something of earlier rounds. */
  readonly remembered: readonly Pick<Outcome, 'step' | 'connect' | 'answer'>[];
  readonly unexplored?: true;
}
