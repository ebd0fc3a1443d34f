import type { Adapter } from '../adapters/index.ts';
import type { Answer, Event } from '../evidence/index.ts';
import {
  attributeEvents,
  type Evidence,
  eventsOfRound,
  type FinishedCase,
  withoutEchoes,
} from '../judge/index.ts';
import type { RoundQuestion } from '../oracle/index.ts';
import type { OpenCase } from '../world/index.ts';
import type { CaseBudget } from './case-budget.ts';

/** One round of a case in its open world, with the implementation that is asked. */
export interface OpenRound {
  readonly open: OpenCase;
  readonly adapter: Adapter;
  readonly budget: CaseBudget;
  readonly asked: readonly RoundQuestion[];
  /** Called once the implementation has answered for good. */
  readonly settling: () => void;
  /** Once aborted, the round ends at once. */
  readonly stop?: AbortSignal | undefined;
  /** When the round began, in milliseconds on the clock of the events. */
  readonly at: number;
  readonly earlier: readonly RoundQuestion[];
}

/** In the order of asking; `null`: none has come. */
export type Answers = readonly (Answer | null)[];

/** What is known of each name of the round, in the order of asking. */
export function evidenceOf(
  { open, adapter, asked, at, earlier }: OpenRound,
  answers: Answers,
): readonly Evidence[] {
  const { about } = adapter;
  const seen: readonly Event[] = at === 0 ? open.events : eventsOfRound(open.events, at);
  const before = at === 0 ? undefined : open.events.filter((event) => event.at < at);
  const scene = about.answersEarly ? withoutEchoes(seen, asked, earlier) : seen;
  const shares = attributeEvents(asked, scene);
  return asked.map(({ case: c, outcome }, index) => ({
    case: c,
    outcome,
    about,
    events: shares[index] ?? scene,
    ...(before && { before, earlier: earlier.map((one) => one.case.server) }),
    times: asked.filter((one) => one.case.server === c.server).length,
    scene,
    answer: answers[index] ?? null,
  }));
}

/** One name of the round, if it ended now. */
export function finishedOf(
  { open, budget, at }: OpenRound,
  evidence: Evidence,
  ended: FinishedCase['ended'],
  droppedQuestions = 0,
): FinishedCase {
  const { ms: budgetMs, patient } = budget;
  return {
    ...evidence,
    ended,
    budgetMs,
    patient,
    lateness: open.lateness(at),
    tookMs: open.elapsed() - at,
    droppedQuestions,
  };
}
