import type { Connection } from '../evidence/index.ts';
import type { Certificate, CertificateFlaw, Listener } from '../model/index.ts';
import { address, FLAWS, speaksClearText } from '../model/index.ts';

/** The certificate a listener presents to a client that sends this SNI; `undefined` for clear text. */
export function presentedBy(listener: Listener, sni: string | null): Certificate | undefined {
  const { cert } = listener;
  if (!cert) return undefined;
  switch (cert.kind) {
    case 'none':
      return undefined;
    case 'one':
      return cert.certificate;
    case 'sni': {
      const name = (sni ?? '').toLowerCase();
      // Clients choose the name, and every object has a `constructor`.
      return (Object.hasOwn(cert.byName, name) ? cert.byName[name] : undefined) ?? cert.default;
    }
    default:
      return cert satisfies never;
  }
}

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
  const planned = listener && presentedBy(listener, connection.sni ?? null);
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

/** RFC 9525 (T-8): a wildcard stands for one whole left-most label, and never for an address. */
export function covers(names: readonly string[], name: string): boolean {
  const wanted = address(name);
  if (wanted !== undefined) return names.some((own) => address(own) === wanted);
  const host = name.toLowerCase();
  return names.some((own) => {
    const pattern = own.toLowerCase();
    if (!pattern.startsWith('*.')) return pattern === host;
    const dot = host.indexOf('.');
    return dot > 0 && host.slice(dot) === pattern.slice(1);
  });
}
