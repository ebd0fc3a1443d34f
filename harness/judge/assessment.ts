import type { ClaimedTarget } from '../evidence/index.ts';
import { connections, isClaim, visible } from '../evidence/index.ts';
import { idOf, isAboutStalls, listenerOf, speaksClearText, steady } from '../model/index.ts';
import { covers, presentedBy } from './certificate.ts';
import { judgeClaim } from './claims.ts';
import { type Deeds, expectedSni, judgeDeeds, listeners, type Wanted } from './deeds.ts';
import type { Finding } from './finding.ts';
import { canConnect, type FinishedCase } from './finished-case.ts';
import { brokenClause } from './paths/broken-clause.ts';
import { certificateTraps } from './paths/certificate-trap.ts';

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

export function assess(trial: FinishedCase, wanted: Wanted): Assessment {
  const deeds = judgeDeeds(trial, wanted);
  if (canConnect(trial.about)) return assessDeeds(trial, wanted, deeds);
  if (isClaim(trial.answer)) {
    const { findings, ...rest } = judgeClaim(trial, wanted, trial.answer);
    return { deeds, findings: [...deeds.findings, ...findings], ...rest };
  }
  return { deeds, ...silence(trial, wanted, deeds) };
}

function assessDeeds(trial: FinishedCase, wanted: Wanted, deeds: Deeds): Assessment {
  const astray = deeds.findings.some(({ field }) => field === 'to');
  if (wanted.connect.length > 0) {
    // One that went elsewhere did not go there: that is said once.
    if (deeds.missing.length === 0 || astray) return { deeds, findings: deeds.findings };
    return { deeds, ...silence(trial, wanted, deeds) };
  }
  if (deeds.findings.length > 0) return { deeds, findings: deeds.findings };
  if (!isClaim(trial.answer)) return { deeds, ...silence(trial, wanted, deeds) };
  // What a twin must have been shown is known without working out where the algorithm leads.
  const unproved = trial.case.twin ? undefined : unprovedRefusal(trial);
  return { deeds, findings: [], ...(unproved ? { unproved } : {}) };
}

/** A refused certificate is proved by the ClientHello of a connection on which no request followed. */
function unprovedRefusal({ case: c, outcome, events }: FinishedCase): string | undefined {
  const traps = certificateTraps(c, outcome);
  if (traps.length === 0) return undefined;
  const shown = events.some((event) => {
    if (event.kind !== 'tls' && event.kind !== 'tcp') return false;
    const id = `${event.host}:${event.port}` as const;
    if (!traps.includes(id)) return false;
    // Clear text has no ClientHello to wait for.
    return (
      event.kind === 'tls' ||
      speaksClearText(listenerOf(c, id)?.fault) ||
      listenerOf(c, id)?.cert === undefined
    );
  });
  return shown
    ? undefined
    : `no ClientHello came to ${traps.join(' or ')}, so that nothing was refused there`;
}

/** What was expected did not come, and nothing else that counts. */
function silence(
  trial: FinishedCase,
  wanted: Wanted,
  deeds: Deeds,
): Pick<Assessment, 'findings' | 'undecided'> {
  const { case: c, answer, about } = trial;
  const late = trial.ended === 'budget' && (!isClaim(answer) || about.answersEarly === true);
  if (late && isAboutStalls(c) && !trial.patient) return { findings: deeds.findings, undecided: true };
  const base = { grade: 'fail', ...(late ? { timedOut: true as const } : {}) } as const;
  if (wanted.connect.length === 0) {
    // No clause names a time, only that it ends (N-4).
    const text = 'timed out: it neither answered nor sent a request';
    return { findings: [...deeds.findings, { ...base, field: 'answer', atMost: 'SHOULD', text }] };
  }
  const missing = listeners(deeds.missing);
  const refused = brokenOff(trial, deeds.missing).map((finding) => ({ ...base, ...finding }));
  if (refused.length > 0) return { findings: [...deeds.findings, ...refused] };
  const said = answer?.kind === 'failed' ? 'said that it failed: ' : '';
  const text = `${late ? 'timed out: ' : said}no federation request came to ${missing}`;
  return { findings: [...deeds.findings, { ...base, field: 'to', ...brokenClause(trial), text }] };
}

/**
 * The right place was found, and a wrong name sent to it in SNI: what was broken is the clause about that name, not the
 * way there. Where SNI was right there is no telling why the connection ended.
 */
function brokenOff(
  { case: c, outcome, events }: FinishedCase,
  missing: Deeds['missing'],
): Pick<Finding, 'field' | 'clause' | 'text'>[] {
  return missing.flatMap((expected): Pick<Finding, 'field' | 'clause' | 'text'>[] => {
    const wanted = expectedSni(expected);
    const there = connections(events).filter((one) => expected.to.includes(idOf(one)));
    const misnamed = there.filter(
      (one) => one.sni !== undefined && one.sni?.toLowerCase() !== wanted?.toLowerCase(),
    );
    const [first] = misnamed;
    if (!first || misnamed.length < there.length) return [];
    const id = idOf(first);
    const listener = listenerOf(c, id);
    const shown = listener && presentedBy(listener, first.sni ?? null);
    if (!shown) return [];
    const name = steady(c, expected.cert);
    const sent = first.sni === null ? 'no SNI' : `SNI ${steady(c, visible(first.sni ?? ''))}`;
    // T-6: a listener that chooses by SNI could not know better; any other showed the right certificate.
    const knew = covers(shown.names, expected.cert);
    const { cert, sni } = outcome.clauses;
    const why = knew
      ? `although its certificate is valid for ${name}`
      : `which chooses the certificate for ${name} by SNI`;
    const text = `sent ${sent} to ${id} and broke off TLS, ${why}`;
    return [{ field: knew ? 'cert' : 'sni', clause: knew ? cert : sni, text }];
  });
}
