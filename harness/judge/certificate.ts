import type { Connection } from '../evidence/index.ts';
import type { CertificateFlaw, Listener } from '../model/index.ts';
import { certificateShown, covers, FLAWS, speaksClearText } from '../model/index.ts';

/** What is wrong with a certificate for a client that wants `name`; `undefined` when it is valid. */
export type Invalidity = 'clear-text' | 'other-name' | CertificateFlaw;

/**
 * Whether what a client was shown on this connection was valid for `name`. The names are those that were really
 * presented; the flaw is known from the case alone.
 */
export function invalidity(
  connection: Connection,
  listener: Listener | undefined,
  name: string,
): Invalidity | undefined {
  if (connection.sni === undefined && connection.presented === undefined) {
    // No ClientHello: only certain where the port speaks no TLS at all.
    const clear =
      speaksClearText(listener?.fault) || listener?.cert === undefined || listener.cert.kind === 'none';
    return clear ? 'clear-text' : undefined;
  }
  const planned = certificateShown(listener?.cert, connection.sni ?? null);
  if (planned?.flaw) return planned.flaw;
  const names = connection.presented ?? planned?.names;
  return names && !covers(names, name) ? 'other-name' : undefined;
}

/** How the request of a failure is described: sent, or believed, "although …". `name` as it is shown. */
export function inSpiteOf(flaw: Invalidity, name: string): string {
  if (flaw === 'clear-text') return 'in clear text';
  if (flaw === 'other-name') return `although its certificate is not valid for ${name}`;
  return `although ${FLAWS[flaw].although.replace('{name}', () => name)}`;
}
