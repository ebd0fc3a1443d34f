import { attributeEvents, eventsOfRound, type Verdict } from '../../judge/index.ts';
import { asFirstNamed, type Case } from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';
import type { ViewedCase } from './viewed-case.ts';

/** The one question of a case that its verdict is about. */
export interface Focus {
  readonly case: Case;
  readonly outcome: Outcome;
  /** Only what was seen and said of this question. */
  readonly verdict: Verdict;
  /** Which question it was, where the case has several. */
  readonly asked?: string;
  /** The world was changed before it was asked: nobody can try it by hand in the world as it is opened. */
  readonly changed?: boolean;
}

export function focusOn(verdict: Verdict, { case: c, rounds }: ViewedCase): Focus {
  const { round = 1, server } = verdict.reasons[0] ?? {};
  const index = Math.min(round, rounds.length) - 1;
  const questions = rounds[index] ?? [];
  const place = Math.max(
    0,
    questions.findIndex((one) => asFirstNamed(c, one.case.server) === server),
  );
  const question = questions[place];
  if (question === undefined) throw new RangeError(`${c.id} asks nothing`);
  const { case: of, outcome } = question;
  if (c.rounds === undefined) return { case: of, outcome, verdict };
  const told = verdict.rounds?.[index];
  const seen = told
    ? eventsOfRound(verdict.events, told.at, verdict.rounds?.[index + 1]?.at)
    : verdict.events;
  const events = attributeEvents(questions, seen)[place] ?? seen;
  const claim = told?.questions[place]?.claim ?? verdict.claim;
  const among = questions.length > 1 ? `, among ${questions.length} names at the same moment` : '';
  return {
    case: of,
    outcome,
    verdict: { ...verdict, events, claim },
    asked: `question ${index + 1} of ${rounds.length}: ${of.server}${among}`,
    changed: JSON.stringify([of.zone, of.hosts]) !== JSON.stringify([c.zone, c.hosts]),
  };
}
