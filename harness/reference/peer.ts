import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import type { Approach } from './route.ts';

/** What a peer has shown in the handshake. */
export interface Peer {
  /** What is wrong with the chain, by OpenSSL's code: `CERT_HAS_EXPIRED`. */
  readonly fault?: string;
  readonly certificate: PeerCertificate;
}

/** Whom it has to be, and what it is wanted for. */
export interface Demand {
  readonly purpose: 'file' | 'redirected file' | 'federation';
  readonly name: string;
  /** Of a federation request. */
  readonly way?: Approach;
}

/** S3-c, R-5, T-1, T-2: full validation, on every hop of the well-known file as well as for the request itself. */
export function faultOfPeer({ fault, certificate }: Peer, { name }: Demand): string | undefined {
  return fault ?? faultOfName(certificate, name);
}

/** T-9: Node would accept a common name where there is no subjectAltName. */
export function faultOfName(certificate: PeerCertificate, name: string): string | undefined {
  if (certificate.subjectaltname === undefined) return 'the certificate has no subjectAltName';
  return isIP(name) === 0
    ? checkServerIdentity(name, certificate)?.message
    : faultOfAddress(certificate, name);
}

/** S1-c, S31-b. `checkServerIdentity` of Node 22.23 finds no IPv6 address in any certificate. */
function faultOfAddress({ raw }: PeerCertificate, address: string): string | undefined {
  if (new X509Certificate(raw).checkIP(address) !== undefined) return undefined;
  return `the certificate is not for ${address}`;
}
