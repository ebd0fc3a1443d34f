import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { PeerCertificate } from 'node:tls';
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

/**
 * T-8, T-9, S1-c, S31-b: as OpenSSL compares, without the common name. `checkServerIdentity` of Node would accept that where there
 * is no subjectAltName; from 22 on it knows no name with a label in punycode that says nothing, and 22.23 finds no IPv6
 * address in any certificate.
 */
export function faultOfName({ subjectaltname, raw }: PeerCertificate, name: string): string | undefined {
  if (subjectaltname === undefined) return 'the certificate has no subjectAltName';
  const certificate = new X509Certificate(raw);
  const found =
    isIP(name) === 0
      ? certificate.checkHost(name.replace(/\.$/, ''), { subject: 'never', partialWildcards: false })
      : certificate.checkIP(name);
  return found === undefined ? `the certificate is not for ${name}` : undefined;
}
