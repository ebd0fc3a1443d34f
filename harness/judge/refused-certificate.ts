import { type Connection, connections, type Event } from '../evidence/index.ts';
import { type ListenerId, listenerId } from '../model/index.ts';
import type { Evidence } from './finished-case.ts';
import { certificateTraps } from './paths/certificate-trap.ts';
import { SHORTEST_TIME_OUT } from './what-was-late.ts';

/** Alerts that say nothing of the certificate. */
const OTHER_ALERT = /^alert (close_notify|user_canceled|internal_error)$/;

/**
 * Whether a client ended each connection there once it had seen the certificate, of which there must be one. Waiting for
 * it ends a connection, too: only an alert, or an end sooner than any time-out, tells a refusal from that.
 * Some clients wait so long for a connection, others for all that they do in a round: it counts from its start.
 */
export function endedAfterCertificate(events: readonly Event[], listeners: readonly ListenerId[]): boolean {
  const there = connections(events).filter(
    (one) => listeners.includes(listenerId(one)) && one.sni !== undefined && one.requests.length === 0,
  );
  return there.length > 0 && there.every((one) => isEndedAfterCertificate(events, one));
}

function isEndedAfterCertificate(events: readonly Event[], { number }: Connection): boolean {
  const own = events.filter(
    (event) => event.kind !== 'dns' && event.kind !== 'syn' && event.connection === number,
  );
  const end = own.find((event) => event.kind === 'close');
  if (end?.shown === undefined) return false;
  if (end.how.startsWith('alert ') && !OTHER_ALERT.test(end.how)) return true;
  return end.at < SHORTEST_TIME_OUT;
}

/** Whether what a refusal is about, a certificate, was seen and refused. */
export function refusedCertificate({ case: c, outcome, events }: Evidence): boolean {
  const traps = c.twin ? [c.twin.listener] : certificateTraps(c, outcome);
  return endedAfterCertificate(events, traps);
}
