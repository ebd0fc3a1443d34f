import { connections } from '../evidence/index.ts';
import { listenerId } from '../model/index.ts';
import { judgeDeeds } from './deeds.ts';
import type { Finding } from './finding.ts';
import type { Evidence } from './finished-case.ts';
import type { Field, Status } from './verdict.ts';

/** What a twin is about: which certificates are accepted, and what follows from that. */
const OWN: ReadonlySet<Field> = new Set(['to', 'refuse', 'cert']);

/**
 * The rest is its parent's matter. Were it held against a twin, a resolver that gets its Host wrong everywhere would
 * fail every twin for it, and its baseline could not tell that from an accepted certificate.
 */
export function asOfTwin({ case: { twin } }: Evidence, finding: Finding): Finding {
  return twin === undefined || OWN.has(finding.field) ? finding : { ...finding, grade: 'remark' };
}

/** Nobody refuses or accepts a certificate that was not shown: why a twin proves nothing then. */
export function unshown({ case: { twin }, events }: Evidence): string | undefined {
  if (twin === undefined) return undefined;
  const shown = connections(events).some((one) => listenerId(one) === twin.listener && one.sni !== undefined);
  return shown ? undefined : `nobody began TLS with ${twin.listener}, so that no certificate was shown there`;
}

/**
 * Whether a twin says anything: its parent reached the right listener, no other, and over a certificate that it checked
 * for the right name. How the request looked (its Host, its destination) does not matter to that.
 */
export function isProved(evidence: Evidence, status: Status): boolean {
  if (status !== 'pass' && status !== 'lenient' && status !== 'fail') return false;
  const { requests, missing, findings } = judgeDeeds(evidence, evidence.case.expect);
  const astray = findings.some(({ grade, field }) => grade === 'fail' && (OWN.has(field) || field === 'sni'));
  return requests.length > 0 && missing.length === 0 && !astray;
}

/** Where the target's certificate was exchanged, a connection that ended without a request is all that will come of it. */
export function isRefused({ case: { twin, expect }, events }: Evidence): boolean {
  if (twin === undefined || !expect.refuse) return false;
  const there = connections(events).filter(
    (one) => listenerId(one) === twin.listener && one.sni !== undefined,
  );
  const ended = new Set(events.flatMap((event) => (event.kind === 'close' ? [event.connection] : [])));
  return there.length > 0 && there.every(({ number }) => ended.has(number));
}
