import { visible } from '../base/index.ts';
import type { Event } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import { asFirstNamed, steady } from '../model/index.ts';
import { expects, type NamedQuestion } from './attribute-events.ts';
import type { Decidedness } from './decided.ts';
import type { Divergence } from './divergence/divergence.ts';
import { strength } from './level.ts';
import { STATUSES } from './status.ts';
import type { Judgement, Reason } from './verdict.ts';

/**
 * What happened from the start of a round on, its time counted from there; and of connections that it used, how they were
 * made before. `to`: the start of the next round.
 */
export function eventsOfRound(
  events: readonly Event[],
  from: number,
  to = Number.POSITIVE_INFINITY,
): Event[] {
  const own = events.filter(({ at }) => at >= from && at < to);
  const used = new Set(own.flatMap((event) => (event.kind === 'http' ? [event.connection] : [])));
  const before = events.filter(
    (event) =>
      event.at < from &&
      (event.kind === 'tcp' || event.kind === 'tls' || event.kind === 'secure') &&
      used.has(event.connection),
  );
  return [...before, ...own].map((event) => ({ ...event, at: Math.round((event.at - from) * 1000) / 1000 }));
}

/**
 * An implementation that goes on behind its answer may still be busy with an earlier round: what that round expected is no
 * matter of this one, unless it asks for the same name again.
 */
export function withoutEchoes(
  events: readonly Event[],
  asked: readonly NamedQuestion[],
  earlier: readonly NamedQuestion[],
): readonly Event[] {
  const others = earlier.filter((past) => asked.every((now) => now.case.server !== past.case.server));
  return events.filter(
    (event) =>
      event.kind !== 'http' ||
      asked.some((now) => expects(now, event)) ||
      !others.some((past) => expects(past, event)),
  );
}

/** A round goes on as long as one of its names does. */
export function latest(decisions: readonly Decidedness[]): Decidedness {
  if (decisions.includes('open')) return 'open';
  const settling = decisions.flatMap((one) => (typeof one === 'object' ? [one.ms] : []));
  return settling.length === 0 ? 'decided' : { kind: 'settle', ms: Math.max(...settling) };
}

/** What was found about one name. */
export interface NamedJudgement {
  readonly server: string;
  readonly judgement: Judgement;
}

const severity = ({ status }: Pick<Judgement, 'status'>) => STATUSES[status].severity;

/** Whether it makes sense to go on with the next round. */
export const wentWell = (judgement: Judgement): boolean => severity(judgement) < STATUSES.skip.severity;

/** The verdict of a case: that of its worst question. Reasons say which round and name they are about, where there are several. */
export function judgeRounds(c: Case, rounds: readonly (readonly NamedJudgement[])[]): Judgement {
  const told = rounds.flatMap((names, round) => names.map((one) => placed(c, one, round, names.length)));
  const worst = Math.max(...told.map(severity));
  const deciding = told.filter((one) => severity(one) === worst);
  // A failure that stands is one, whatever else was late; what is well or open has to be so everywhere.
  const standing = worst < STATUSES.fail.severity ? [] : deciding.filter(isCertain);
  const decisive = standing.length > 0 ? standing : deciding;
  const late = told.flatMap((one) => one.late ?? []);
  const others = told.filter((one) => !decisive.includes(one) && (standing.length === 0 || isCertain(one)));
  const [first] = decisive;
  if (first === undefined) throw new RangeError('a case asks at least one question');
  const level = decisive.map((one) => one.level).reduce((a, b) => (strength(b) > strength(a) ? b : a));
  return {
    status: first.status,
    level,
    clauses: [...new Set(decisive.flatMap((one) => one.clauses))],
    reasons: once([...decisive, ...others].flatMap((one) => one.reasons)),
    ...(first.divergence && { divergence: first.divergence }),
    ...(late.length > 0 && { late: [...new Set(late)].join('; ') }),
    ...(late.length > 0 && standing.length > 0 && { stands: true }),
  };
}

const isCertain = ({ late, stands }: Judgement) => late === undefined || stands === true;

function placed(c: Case, { server, judgement }: NamedJudgement, round: number, names: number): Judgement {
  const several = (c.rounds?.length ?? 1) > 1;
  const name = names > 1 ? shownName(c, server) : '';
  const place = [several ? `question ${round + 1}` : '', name].filter(Boolean).join(', ');
  if (place === '') return judgement;
  const { reasons, divergence } = judgement;
  const about = { ...(several && { round: round + 1 }), ...(names > 1 && { server: name }) };
  const asked = asFirstNamed(c, server);
  return {
    ...judgement,
    reasons: reasons.map((reason) => ({
      ...reason,
      round: round + 1,
      server: asked,
      text: `${place}: ${reason.text}`,
    })),
    ...(divergence && { divergence: { ...divergence, ...about } }),
  };
}

/** The question that a divergence is about: `instead` is an index in the trace of its outcome. */
export function questionOf<Question extends NamedQuestion>(
  { round = 1, server }: Pick<Divergence, 'round' | 'server'>,
  rounds: readonly (readonly Question[])[],
): Question | undefined {
  const questions = rounds[round - 1];
  if (server === undefined) return questions?.[0];
  return questions?.find(({ case: c }) => shownName(c) === steady(c, server));
}

const shownName = (c: Case, server = c.server) => steady(c, visible(server));

/** One name that was asked for twice says everything twice. */
function once(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((reason) => [`${reason.field} ${reason.text}`, reason])).values()];
}
