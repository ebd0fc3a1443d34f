import { type ListenerId, listenerId, type SpecLevel } from '../../model/index.ts';
import type { Weakness } from '../../oracle/index.ts';
import type { Evidence } from '../finished-case.ts';
import { levelOfClause } from '../level.ts';
import { closerClause } from './closer-clause.ts';
import { decisiveService, isAskedFor } from './decisive-service.ts';
import { isInvalidFile } from './invalid-file.ts';
import { pathsOf, type ResolutionPath, rightPaths } from './path.ts';
import type { WrongLanding } from './wrong-landing.ts';
import { pathTaken, wrongStepTo } from './wrong-step.ts';

/** The clause that a request to the wrong place broke, and the most that it may weigh. */
export interface BrokenClause {
  readonly clause: string;
  readonly atMost?: SpecLevel;
}

/** Where the request went, or would go, and with which Host. */
export interface RequestPlace {
  readonly id: ListenerId;
  readonly host: string | null | undefined;
}

/** `landing`: where the request went; without it, that none came. */
export function brokenClause(evidence: Evidence, landing?: RequestPlace): BrokenClause {
  const { outcome } = evidence;
  // The text says which names are valid, and not what becomes of who is asked for another.
  if (outcome.step === 'invalid') return { clause: outcome.clauses.to, atMost: 'SHOULD' };
  const broken = landing === undefined ? ofNone(evidence) : ofPlace(evidence, landing);
  // What only advice or an RFC leads to is told as just that.
  if (broken.atMost !== undefined) return broken;
  const closer = closerClause(evidence, landing && wrongLanding(evidence, landing));
  // One cause, one level: a clause that says it better weighs no more.
  return closer === undefined ? broken : { clause: closer, atMost: levelOfClause(broken.clause) };
}

function wrongLanding(evidence: Evidence, { id, host }: RequestPlace): WrongLanding {
  return { id, host, kind: wrongStepTo(evidence, id, host).detail.kind };
}

/** That nothing came may have any cause: it weighs no more than the weakest clause on the way. */
function ofNone(evidence: Evidence): BrokenClause {
  const { outcome } = evidence;
  if (isInvalidFile(outcome)) return { clause: 'S3-h' };
  if (isNeverAsked(evidence)) return { clause: outcome.basis };
  const [redirect] = redirects(evidence);
  if (redirect === undefined) return { clause: outcome.clauses.to };
  return { clause: redirect.clause === 'R-1' ? 'R-1' : outcome.clauses.to, atMost: 'SHOULD' };
}

/** Which of its targets is taken matters only to who has asked for the record. */
function isNeverAsked(evidence: Evidence): boolean {
  const { weak } = evidence.outcome;
  const service = decisiveService(evidence);
  const only = weak.length > 0 && weak.every(({ of }) => of === 'target');
  return only && service !== undefined && !isAskedFor(evidence.events, service);
}

/** The wrong step has a clause of its own. It weighs no more than what leads there where that is not gone by. */
function ofPlace(evidence: Evidence, { id, host }: RequestPlace): BrokenClause {
  const { outcome } = evidence;
  const { detail, clause = outcome.basis } = wrongStepTo(evidence, id, host);
  if (isInvalidFile(outcome) && detail.kind === 'went-where-nothing-leads') return { clause: 'S3-h' };
  // Whatever speaks against this place: where the request belongs is open.
  if (levelOfClause(outcome.basis) === 'ambiguous') return { clause, atMost: 'ambiguous' };
  const path = pathTaken(evidence, id, host);
  const weak = [...redirects(evidence), ...outcome.weak];
  const why = weak.find((one) => explains(evidence, one, path, clause));
  if (why === undefined) return { clause };
  // Who did not follow a redirect is told that, and not what came of it; who may be anywhere came there by that alone.
  const cause = why.clause === 'R-1' || why.of === 'name' ? why.clause : clause;
  return { clause: cause, atMost: levelOfClause(why.clause) };
}

/** Whether this is where one comes who does not go by the weak clause, and does all else right. */
function explains(
  { case: c, outcome }: Evidence,
  { clause: weak, of }: Weakness,
  path: ResolutionPath | undefined,
  clause: string,
): boolean {
  switch (of) {
    case 'name':
      return true;
    case 'record':
      return path?.step !== undefined && path.whose === rightPaths(outcome, pathsOf(c, outcome))[0]?.whose;
    case 'target':
      return path !== undefined && rightPaths(outcome, pathsOf(c, outcome)).includes(path);
    case 'file':
      if (path === undefined) return false;
      if (path.whose === 'redirect host') return true;
      // S3-f: to believe the body of a redirect does not presuppose that anybody follows it.
      if (path.delegation?.counts === false) return weak.startsWith('R-') && clause !== 'S3-f';
      return outcome.step.startsWith('3.') && path.whose === 'server name' && path.step !== undefined;
    default:
      return of satisfies never;
  }
}

/** following redirects is a SHOULD, and so is everything that presupposes it. */
function redirects({ outcome, events }: Evidence): Weakness[] {
  const [, second, ...later] = outcome.wellKnown;
  if (!second) return [];
  const followed = [second, ...later].some((hop) =>
    events.some(
      (event) => event.kind === 'http' && listenerId(event) === hop.listener && event.path === hop.path,
    ),
  );
  return [{ clause: followed ? 'R-2' : 'R-1', of: 'file' }];
}
