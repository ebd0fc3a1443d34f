import type { Answer, Question, Signer } from '../evidence/index.ts';
import type { Ability } from './ability.ts';

export type { Signer } from '../evidence/index.ts';
export type { Ability } from './ability.ts';

export interface About {
  readonly name: string;
  readonly version: string;
  readonly language?: string;
  readonly source?: string;
  readonly can: readonly Ability[];
  /** Cases that may be under way at once. */
  readonly parallel: number;
  /** It goes on resolving behind its answer, as homeservers do: an answer ends no case. */
  readonly answersEarly?: boolean;
  /** It has ended when it answers: no other connection follows. Only known of what is our own. */
  readonly endsWithAnswer?: boolean;
  /** Each question is asked of a new process, which cannot have kept anything. */
  readonly forgets?: boolean;
  /** Cases about stalls that may be under way at once (default 4). */
  readonly stallParallel?: number;
  /** Who it signs as; without it nobody knows the key, and its signatures are not checked. */
  readonly signer?: Signer;
}

export type { Answer, Question } from '../evidence/index.ts';

/**
 * One implementation under test, ready to be asked. It never learns what is expected.
 *
 * `ask` settles only with an answer or when `signal` aborts (then it rejects with the signal's reason): the budget is
 * the caller's. A broken shim is an `error` answer, not an exception.
 */
export interface Adapter extends AsyncDisposable {
  readonly about: About;
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  /** Drop caches. */
  reset(): Promise<void>;
  /** How often all that it kept was lost: by a start anew, or by `reset`. */
  losses(): number;
  /** What the implementation wrote to stderr, newest last, capped; escapes removed. */
  stderr(): string;
}
