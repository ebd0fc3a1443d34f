import type { Case, ListenerId } from '../../model/index.ts';
import { covers, helloAnswer, listenerOf, speaksClearText } from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';
import { rightPlaces } from './path.ts';

/**
 * Where the algorithm leads in a case that ends in a refusal, if it is the certificate there that forbids the request.
 * Such a refusal is proved by a ClientHello that no request followed, and by nothing else.
 */
export function certificateTraps(c: Case, outcome: Outcome): ListenerId[] {
  const { target, clauses } = outcome;
  // The refusal then rests on the certificate's own clause, or on D-9 where there is no TLS at all.
  const byCertificate = clauses.to === clauses.cert || clauses.to === 'D-9';
  if (!target || !byCertificate || outcome.connect.length > 0) return [];
  return [...new Set(rightPlaces(c, outcome))].filter((id) => {
    const listener = listenerOf(c, id);
    // In clear text there is no certificate, whatever is written.
    if (!listener || listener.fault) return speaksClearText(listener?.fault);
    const cert = helloAnswer(listener.cert, target.sni);
    if (cert && 'fault' in cert) return false;
    return !cert || cert.flaw !== undefined || !covers(cert.names, target.cert);
  });
}
