import type { Event } from '../evidence/index.ts';
import type { Case } from '../scenario/index.ts';
import type { Outcome } from '../spec/index.ts';
import type { Claim } from './verdict.ts';

/** What came back from the implementation. Only a claim says anything about it; the others excuse it. */
export type Reply =
  | Claim
  | { readonly kind: 'skip'; readonly why: string }
  | { readonly kind: 'error'; readonly code: string; readonly message: string };

/** What the judge has to know of the implementation that was asked. */
export interface Asked {
  readonly can: readonly string[];
  /** It goes on resolving behind its answer, as homeservers do: an answer ends nothing. */
  readonly answersEarly?: boolean;
}

/** One case as far as it has got. */
export interface Hearing {
  readonly case: Case;
  readonly outcome: Outcome;
  readonly about: Asked;
  readonly events: readonly Event[];
  /** All that was seen, where other names were asked for at the same moment, and `events` is the share of this one. */
  readonly scene?: readonly Event[];
  /** `null`: none has come. */
  readonly answer: Reply | null;
}

/** One case at its end. */
export interface Trial extends Hearing {
  /** `budget`: the time was used up before anything decided the matter. */
  readonly ended: 'settled' | 'budget';
  readonly budgetMs: number;
  /** The time was chosen long enough by the user: staying undecided in a case about stalls is judged. */
  readonly patient?: boolean;
  /** How late our own event loop was at worst while the case was under way. */
  readonly loopLagMs?: number;
  /** DNS questions that our own socket lost while the case was under way. */
  readonly droppedQuestions?: number;
}

export const isClaim = (reply: Reply | null): reply is Claim =>
  reply?.kind === 'resolved' || reply?.kind === 'failed';

export const canConnect = (about: Asked): boolean => about.can.includes('connect');
