import type { Finding } from './finding.ts';
import type { FinishedCase } from './finished-case.ts';
import type { Field } from './verdict.ts';

/** Enough to make a client that waits a second or two give up. */
const LATE_MS = 500;
/** Enough to make a client go on to a wrong step: the shortest time-outs of resolvers are some two seconds. */
const VERY_LATE_MS = 2000;

/** What went over a connection that stood is the client's own doing, however slow we were. */
const OWN_DOING: ReadonlySet<Field> = new Set(['host', 'cert', 'sni', 'destination', 'signature']);

/** Whether a failure may have come of our own slowness, or of a DNS question that our socket lost. */
export function couldBeOurFault(finished: FinishedCase, finding: Finding): boolean {
  if (OWN_DOING.has(finding.field)) return false;
  if ((finished.droppedQuestions ?? 0) > 0) return true;
  const lag = finished.lateness?.loops ?? 0;
  return lag >= (finding.timedOut ? LATE_MS : VERY_LATE_MS);
}
