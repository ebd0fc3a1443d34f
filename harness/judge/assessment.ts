import { type ClaimedTarget, connections, isClaim, sniText } from '../evidence/index.ts';
import {
  covers,
  expectedSni,
  helloAnswer,
  isAboutStalls,
  listenerId,
  listenerOf,
  speaksClearText,
  steady,
} from '../model/index.ts';
import { judgeClaim } from './claims.ts';
import { type Deeds, judgeDeeds, listeners, type Wanted } from './deeds.ts';
import type { Failure, Finding } from './finding.ts';
import { canConnect, type FinishedCase } from './finished-case.ts';
import { levelOfClause } from './level.ts';
import { brokenClause } from './paths/broken-clause.ts';
import { certificateTraps } from './paths/certificate-trap.ts';
import { clauseOfName } from './paths/invalid-file.ts';
import { clauseOfStop } from './paths/stopped-at-file.ts';

/** One reading of the specification held against what happened. */
export interface Assessment {
  readonly deeds: Deeds;
  readonly findings: readonly Finding[];
  /** Why the absence of failures proves nothing. */
  readonly unproved?: string;
  /** A stall outlasted the budget: the spec names no time, so there is nothing to judge. */
  readonly undecided?: true;
  readonly decisive?: ClaimedTarget;
}

export function assess(finished: FinishedCase, wanted: Wanted): Assessment {
  const deeds = judgeDeeds(finished, wanted);
  if (canConnect(finished.about)) return assessDeeds(finished, wanted, deeds);
  if (isClaim(finished.answer)) {
    const { findings, ...rest } = judgeClaim(finished, wanted, finished.answer);
    return { deeds, findings: [...deeds.findings, ...findings], ...rest };
  }
  return { deeds, ...silence(finished, wanted, deeds) };
}

function assessDeeds(finished: FinishedCase, wanted: Wanted, deeds: Deeds): Assessment {
  const astray = deeds.findings.some(({ field }) => field === 'to');
  if (wanted.connect.length > 0) {
    // One that went elsewhere did not go there: that is said once.
    if (deeds.missing.length === 0 || astray) return { deeds, findings: deeds.findings };
    return { deeds, ...silence(finished, wanted, deeds) };
  }
  if (deeds.findings.length > 0) return { deeds, findings: deeds.findings };
  if (!isClaim(finished.answer)) return { deeds, ...silence(finished, wanted, deeds) };
  // What a twin must have been shown is known without working out where the algorithm leads.
  const unproved = finished.case.twin ? undefined : unprovedRefusal(finished);
  return { deeds, findings: [], ...(unproved ? { unproved } : {}) };
}

/** A refused certificate is proved by the ClientHello of a connection on which no request followed. */
function unprovedRefusal({ case: c, outcome, events }: FinishedCase): string | undefined {
  const traps = certificateTraps(c, outcome);
  if (traps.length === 0) return undefined;
  const shown = events.some((event) => {
    if (event.kind !== 'tls' && event.kind !== 'tcp') return false;
    const id = listenerId(event);
    if (!traps.includes(id)) return false;
    // Clear text has no ClientHello to wait for.
    return (
      event.kind === 'tls' ||
      speaksClearText(listenerOf(c, id)?.fault) ||
      listenerOf(c, id)?.cert === undefined
    );
  });
  return shown ? undefined : `nobody began TLS with ${traps.join(' or ')}, so that nothing was refused there`;
}

/** What was expected did not come, and nothing else that counts. */
function silence(
  finished: FinishedCase,
  wanted: Wanted,
  deeds: Deeds,
): Pick<Assessment, 'findings' | 'undecided'> {
  const { case: c, answer, about } = finished;
  const late = finished.ended === 'budget' && (!isClaim(answer) || about.answersEarly === true);
  if (late && isAboutStalls(c) && !finished.patient) return { findings: deeds.findings, undecided: true };
  const base = { grade: 'fail', absent: true } as const;
  if (wanted.connect.length === 0) {
    // No clause names a time, only that it ends (N-4).
    const text = `${timedOut(finished)}, and no request`;
    const detail = { kind: 'said-nothing' } as const;
    return { findings: [...deeds.findings, { ...base, field: 'answer', atMost: 'SHOULD', text, detail }] };
  }
  const missing = listeners(deeds.missing);
  const refused = brokenOff(finished, deeds.missing).map((failure) => ({ ...failure, ...base }));
  if (refused.length > 0) return { findings: [...deeds.findings, ...refused] };
  const said = answer?.kind === 'failed' ? 'said that it failed: ' : '';
  const text = late
    ? `${timedOut(finished)}, and no federation request came to ${missing}`
    : `${said}no federation request came to ${missing}`;
  const stop = clauseOfStop(finished);
  const broken =
    stop === undefined
      ? brokenClause(finished)
      : { clause: stop, atMost: levelOfClause(finished.outcome.clauses.to) };
  return { findings: [...deeds.findings, { ...base, field: 'to', ...broken, text }] };
}

/** The time that it really had. One that answers before it is done may have answered. */
function timedOut({ answer, budgetMs }: FinishedCase): string {
  const what = isClaim(answer) ? 'nothing more' : 'no answer';
  return `timed out: ${what} within ${Math.round(budgetMs / 100) / 10} s`;
}

/**
 * The right place was found, and a wrong name sent to it in SNI: what was broken is the clause about that name, not the
 * way there. Where SNI was right there is no telling why the connection ended.
 */
function brokenOff(finished: FinishedCase, missing: Deeds['missing']): Failure[] {
  const { case: c, outcome, events } = finished;
  return missing.flatMap((expected): Failure[] => {
    const wanted = expectedSni(expected);
    const there = connections(events).filter((one) => expected.to.includes(listenerId(one)));
    const misnamed = there.filter(
      (one) => one.sni !== undefined && one.sni?.toLowerCase() !== wanted?.toLowerCase(),
    );
    const [first] = misnamed;
    if (!first || misnamed.length < there.length) return [];
    const id = listenerId(first);
    const listener = listenerOf(c, id);
    const shown = helloAnswer(listener?.cert, first.sni ?? null);
    if (!shown) return [];
    const name = steady(c, expected.cert);
    const sni = first.sni == null ? null : steady(c, sniText(first.sni));
    const did = `sent ${sni === null ? 'no SNI' : `SNI ${sni}`} to ${id}, and no request there`;
    const base = { grade: 'fail', ...(first.hello !== undefined && { event: first.hello }) } as const;
    const { clauses } = outcome;
    // T-6: a listener that chooses by SNI could not know better; any other showed the right certificate.
    if ('fault' in shown || !covers(shown.names, expected.cert)) {
      const text = `${did}: it chooses the certificate for ${name} by SNI`;
      return [{ ...base, field: 'sni', clause: clauseOfName(finished, first.sni, clauses.sni), text }];
    }
    const text = `${did}, although its certificate is valid for ${name}`;
    const detail = { kind: 'broke-off-after-wrong-sni', at: id, sni, name } as const;
    const clause = clauseOfName(finished, first.sni, clauses.cert);
    return [{ ...base, field: 'cert', clause, text, detail }];
  });
}
