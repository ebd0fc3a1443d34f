import {
  isSrvService,
  type ListenerId,
  listenerId,
  type StepId,
  sameHost,
  serviceOfStep,
  splitHostPort,
} from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';
import type { WrongStepDetail } from '../divergence/divergence.ts';
import type { Evidence } from '../finished-case.ts';
import { isAtMappedName } from './mapped-name.ts';
import { pathsOf, type ResolutionPath, rightPaths } from './path.ts';

/** A wrong step that somebody took, with the clause that speaks against just that. */
export interface WrongStep {
  readonly detail: WrongStepDetail;
  /** The `m.server` that was followed and does not count. */
  readonly followed?: string;
  /** Absent where no clause is closer than the one that the outcome rests on. */
  readonly clause?: string;
}

/** The step that leads to a listener where no request belongs. */
export function wrongStepTo(
  evidence: Pick<Evidence, 'case' | 'outcome' | 'events' | 'times'>,
  reached: ListenerId,
  host: string | null | undefined,
): WrongStep {
  const path = pathTaken(evidence, reached, host);
  if (path)
    return wasAnswered(evidence, reached)
      ? wentOn(evidence.outcome, path)
      : wrongStepOn(evidence.outcome, path);
  if (evidence.outcome.step === 'invalid') return { detail: { kind: 'resolved-invalid-name', at: reached } };
  const kind = isAtMappedName(evidence.case, reached) ? 'went-to-mapped-name' : 'went-where-nothing-leads';
  return { detail: { kind, at: reached } };
}

/** Whether the same was asked at the right place before, and answered there: of a name that is asked for once. */
function wasAnswered(
  { outcome, events, times = 1 }: Pick<Evidence, 'outcome' | 'events' | 'times'>,
  reached: ListenerId,
): boolean {
  // The answer may be that to the other question, whichever of them was quicker.
  if (times > 1) return false;
  const right = outcome.connect.flatMap(({ to }) => to);
  const requests = events.filter((event) => event.kind === 'http');
  return requests
    .filter((request) => right.includes(listenerId(request)))
    .some(({ n, path }) =>
      requests.some((later) => later.n > n && later.path === path && listenerId(later) === reached),
    );
}

/** An answer is the end, whatever it says. */
function wentOn(outcome: Outcome, path: ResolutionPath): WrongStep {
  const { whose, means } = path;
  const isBack = whose === 'server name' && outcome.step.startsWith('3.');
  const { clause } = wrongStepOn(outcome, path);
  return { detail: { kind: 'went-on-after-answer', whose, means }, ...withClause(isBack ? 'D-4' : clause) };
}

/** The path to a listener that a request with this Host took most likely; undefined where nothing leads there. */
export function pathTaken(
  { case: c, outcome }: Pick<Evidence, 'case' | 'outcome'>,
  reached: ListenerId,
  host: string | null | undefined,
): ResolutionPath | undefined {
  const paths = pathsOf(c, outcome);
  const leading = paths.filter((path) => path.listener === reached);
  return nearest(leading, rightPaths(outcome, paths), host);
}

/** Several mistakes may lead to one place: the name in the Host tells them apart. */
function nearest(
  leading: readonly ResolutionPath[],
  right: readonly ResolutionPath[],
  host: string | null | undefined,
): ResolutionPath | undefined {
  const wrong = leading.filter((path) => !right.includes(path));
  const named =
    host == null ? undefined : wrong.find((path) => sameHost(path.name, splitHostPort(host).host));
  return named ?? wrong[0] ?? leading[0];
}

function wrongStepOn(outcome: Outcome, path: ResolutionPath): WrongStep {
  const { delegation } = path;
  if (delegation?.wrong) return { ...delegation.wrong, followed: delegation.text };
  const { whose, means } = path;
  switch (whose) {
    case 'SRV target':
      // S4-f: that of a delegated name, and of the deprecated service, has no such clause of its own.
      return {
        detail: { kind: 'took-srv-target-for-name', whose, means },
        ...withClause(outcome.step === '4' && !isSrvService(means) ? 'S4-f' : undefined),
      };
    case 'alias':
      return { detail: { kind: 'took-alias-for-name', whose, means } };
    case 'redirect host':
      return { detail: { kind: 'took-redirect-host-for-name', whose, means }, clause: 'R-6' };
    case 'name in a search domain':
      // V-1: the question is for the name as it is.
      return {
        detail: { kind: 'added-search-domain', whose, means },
        ...withClause(isSrvService(means) ? 'V-1' : undefined),
      };
    case 'server name':
      return outcome.step.startsWith('3.') ? backHome(outcome, path) : otherMeans(outcome.step, path);
    case 'delegated name':
      return otherMeans(outcome.step, path);
    default:
      return whose satisfies never;
  }
}

/** The delegation was ignored, or given up after a failure. */
function backHome({ connect, step }: Outcome, { whose, means }: ResolutionPath): WrongStep {
  if (connect.length === 0) {
    return { detail: { kind: 'went-back-to-server-name', whose, means }, clause: 'D-4' };
  }
  if (!isSrvService(means)) return { detail: { kind: 'ignored-delegation', whose, means }, clause: 'D-3' };
  const clause = step === '3.1' ? 'S31-e' : step === '3.2' ? 'S32-g' : 'S33-e';
  return { detail: { kind: 'srv-of-server-name' }, clause };
}

/** The right name, by means that do not decide. */
function otherMeans(step: StepId, { whose, means }: ResolutionPath): WrongStep {
  const deciding = serviceOfStep(step);
  if (means === '443') return { detail: { kind: 'used-well-known-port', whose }, clause: 'D-10' };
  if (means === '8448') {
    const kind = deciding ? 'used-8448-despite-srv' : 'used-8448-despite-port';
    return { detail: { kind, whose }, ...withClause(BASIS[step]) };
  }
  if (means === '_matrix' && deciding === '_matrix-fed') {
    return { detail: { kind: 'legacy-srv-despite-fed', whose }, clause: step === '4' ? 'S5-b' : 'S33-f' };
  }
  if (means === 'HTTPS record') return { detail: { kind: 'means-without-say', whose, means }, clause: 'N-8' };
  if (!isSrvService(means)) return { detail: { kind: 'means-without-say', whose, means } };
  if (means === deciding) return { detail: { kind: 'srv-out-of-order', whose }, clause: 'V-6' };
  return { detail: { kind: 'srv-without-say', whose, means }, ...withClause(NO_SRV[step] ?? BASIS[step]) };
}

const withClause = (clause: string | undefined) => (clause === undefined ? {} : { clause });

/** The clause that says what decides at a step. */
const BASIS: Readonly<Record<string, string>> = {
  2: 'S2-b',
  3.2: 'S32-b',
  3.3: 'S33-a',
  3.4: 'S34-a',
  4: 'S4-a',
  5: 'S5-a',
};

const NO_SRV: Readonly<Record<string, string>> = { 1: 'S1-f', 2: 'D-2', 3.1: 'S31-e', 3.2: 'S32-g' };
