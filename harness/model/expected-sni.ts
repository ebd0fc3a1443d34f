import { canonicalAddress } from './address.ts';
import type { ExpectedConnection } from './case.ts';

/** RFC 6066 3 (T-6, T-7): SNI names whom the certificate is expected for, and an address is not named. */
export function sniFor(name: string): string | null {
  return canonicalAddress(name) === undefined ? name : null;
}

/** Where nothing else is written, SNI follows from the certificate. */
export function expectedSni({ cert, sni }: Pick<ExpectedConnection, 'cert' | 'sni'>): string | null {
  return sni === undefined ? sniFor(cert) : sni;
}
