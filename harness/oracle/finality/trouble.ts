import type { Case, ListenerId, Trouble, TroubledStep } from '../../model/index.ts';
import { FAULTS, getsAsFarAs, listenerOf, siteFor } from '../../model/index.ts';
import type { Decision, NoAnswer, Obstacle } from '../server-discovery/decision.ts';
import type { Outcome } from '../server-discovery/outcome.ts';

/** What goes wrong in a case, and where. */
export interface TroubleAt {
  readonly step: TroubledStep;
  readonly trouble: Trouble;
}

/**
 * What goes wrong at the place that the deciding step leads to; or, where all is well there, at the well-known file that would
 * have decided. Undefined: nothing does, or nothing that has a name.
 */
export function troubleOf(c: Case, outcome: Outcome): TroubleAt | undefined {
  const { step } = outcome;
  if (step === 'invalid') return undefined;
  const atPlace = troubleOfRequest(c, outcome);
  if (atPlace !== 'none') return atPlace && { step, trouble: atPlace };
  const atFile = ['4', '5', '6'].includes(step) ? troubleOfFile(outcome.trace) : undefined;
  return atFile && { step: 'file', trouble: atFile };
}

function troubleOfRequest(c: Case, { connect, trace }: Outcome): Trouble | 'none' | undefined {
  const last = trace.at(-1);
  if (last?.kind === 'no-request') return ofObstacle(last.because);
  return same(connect.flatMap(({ to, host }) => to.map((listener) => ofAnswer(c, listener, host))));
}

/** Where several places would do, it is all of them or nothing. */
function same<T>(of: readonly T[]): T | undefined {
  const [first, ...others] = new Set(of);
  return others.length === 0 ? first : undefined;
}

function ofObstacle(because: Obstacle): Trouble | undefined {
  switch (because.kind) {
    case 'certificate':
      return 'bad-certificate';
    case 'unreached':
      return same(because.tried.map(ofNoAnswer));
    case 'fault':
      return ofNoAnswer(because);
    case 'no-address':
    case 'no-target-address':
      return 'no-address';
    case 'clear-text':
    case 'no-target':
    case 'dns':
      return undefined;
    default:
      return because satisfies never;
  }
}

function ofNoAnswer(because: NoAnswer): Trouble | undefined {
  switch (because.kind) {
    case 'refused':
    case 'unreachable':
      return 'refused';
    case 'silent':
      return 'stall';
    case 'no-address':
      return 'no-address';
    case 'fault': {
      const { fault } = because;
      if (fault === 'clear text') return undefined;
      if (FAULTS[fault].stalls) return 'stall';
      // What gets a ClientHello ends otherwise than by the end of a connection.
      return getsAsFarAs('tls', fault) ? undefined : 'reset';
    }
    case 'nobody':
    case 'no-such-port':
      return undefined;
    default:
      return because satisfies never;
  }
}

/** What is wrong with the answer to the federation request. */
function ofAnswer({ request, ...c }: Case, id: ListenerId, host: string): Trouble | 'none' | undefined {
  const listener = listenerOf(c, id);
  if (listener === undefined || request.kind !== 'http') return undefined;
  const { routes, homeserver } = siteFor(listener, host);
  const answer = routes.find(({ path }) => path === request.path)?.answers[0];
  if (answer === undefined) return ofStatus(homeserver ? (homeserver.status ?? 200) : 404);
  if (answer.raw !== undefined) return undefined;
  return answer.close ? 'cut-body' : ofStatus(answer.status);
}

function ofStatus(status: number): Trouble | 'none' {
  if (status < 300) return 'none';
  return status < 400 ? 'redirect' : 'status';
}

/** Whatever comes of a redirect that does not end well is its own trouble. */
function troubleOfFile(trace: readonly Decision[]): Trouble | undefined {
  const decisions = trace.filter(({ step }) => step === '3');
  if (decisions.some(({ kind }) => kind.includes('redirect'))) return 'redirect';
  const last = decisions.at(-1);
  switch (last?.kind) {
    case 'no-address':
      return 'no-address';
    case 'invalid-certificate':
      return 'bad-certificate';
    case 'no-answer':
      return ofNoAnswer(last.because);
    case 'body':
      return { 'broken-off': 'cut-body', endless: 'stall', 'too-much': undefined }[last.is] as
        | Trouble
        | undefined;
    case 'no-delegation':
      return statusOf(decisions) === 200 ? undefined : 'status';
    default:
      return undefined;
  }
}

function statusOf(decisions: readonly Decision[]): number | null | undefined {
  return decisions.flatMap((decision) => (decision.kind === 'http' ? [decision.status] : [])).at(-1);
}
