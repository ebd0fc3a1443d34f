import type { Case, SpecLevel, SpecVersion } from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';

/** A case with what the oracle says of each of its rounds, whether it was asked just now or stands in a record. */
export interface ViewedCase {
  readonly case: Case;
  readonly rounds: readonly (readonly ViewedQuestion[])[];
}

/** One name of one round. */
export interface ViewedQuestion {
  readonly case: Case;
  readonly outcome: Outcome;
  /** What else is right for one that still knows something of earlier rounds. */
  readonly remembered: readonly Pick<Outcome, 'connect'>[];
}

/** Where the words of a view come from: the specification as we have it, or as a record has kept it. */
export interface ViewSource {
  readonly version: SpecVersion;
  /** Undefined where it is not known. */
  readonly clause: (id: string) => ViewedClause | undefined;
}

export interface ViewedClause {
  readonly id: string;
  readonly level: SpecLevel;
  readonly text: string;
  /** Where the specification says it. */
  readonly link: string;
  /** The page on how it is read here. */
  readonly page?: string;
}
