import type { Answer, Event, Lateness } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import type { Outcome } from '../oracle/index.ts';

/** What the judge has to know of the implementation that was asked. */
export interface AskedImplementation {
  readonly can: readonly string[];
  /** It goes on resolving behind its answer, as homeservers do: an answer ends nothing. */
  readonly answersEarly?: boolean;
  /** It has ended when it answers: once its connections are closed, nothing else comes. */
  readonly endsWithAnswer?: boolean;
}

/** One case as far as it has got. */
export interface Evidence {
  readonly case: Case;
  readonly outcome: Outcome;
  readonly about: AskedImplementation;
  readonly events: readonly Event[];
  /** Of a later round: all that was seen before it began. */
  readonly before?: readonly Event[];
  /** Of a later round: the server names that earlier ones asked for. */
  readonly earlier?: readonly string[];
  /** How often this round asks for the name, at the same moment; once where nothing is said. */
  readonly times?: number;
  /** All that was seen, where other names were asked for at the same moment, and `events` is the share of this one. */
  readonly scene?: readonly Event[];
  /** `null`: none has come. */
  readonly answer: Answer | null;
}

/** One case at its end. */
export interface FinishedCase extends Evidence {
  /** `budget`: the time was used up before anything decided the matter. */
  readonly ended: 'settled' | 'budget';
  readonly budgetMs: number;
  /** The time was chosen long enough by the user: staying undecided in a case about stalls is judged. */
  readonly patient?: boolean;
  /** How late we and the machine were since its round began. */
  readonly lateness?: Lateness;
  /** Milliseconds since its round began. */
  readonly tookMs?: number;
  /** DNS questions that our own socket lost while the case was under way. */
  readonly droppedQuestions?: number;
}

/** What an earlier round has asked or been told need not be asked again. */
export const seenSoFar = ({ before = [], events }: Pick<Evidence, 'before' | 'events'>): readonly Event[] => [
  ...before,
  ...events,
];

export const canConnect = (about: AskedImplementation): boolean => about.can.includes('connect');
export { type Answer, isClaim } from '../evidence/index.ts';
