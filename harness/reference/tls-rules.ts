import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';

export type Purpose = 'well-known' | 'federation';

export interface TlsRules {
  readonly servername?: string;
  readonly rejectUnauthorized: boolean;
  /** OpenSSL's code of an error in the chain that is overlooked. By the specification there is none. */
  readonly forgives?: (code: string) => boolean;
  readonly checkServerIdentity: (hostname: string, certificate: PeerCertificate) => Error | undefined;
}

/** S3-c, R-5, T-1, T-2: full validation, on every hop of the well-known file as well as for the request itself. */
export function tlsRules(_purpose: Purpose, certificateName: string, sni: string | undefined): TlsRules {
  return {
    ...(sni !== undefined && { servername: sni }),
    rejectUnauthorized: true,
    checkServerIdentity: (_hostname, certificate) => checkCertificate(certificateName, certificate),
  };
}

/** T-9: Node would accept a common name where there is no subjectAltName. */
function checkCertificate(name: string, certificate: PeerCertificate): Error | undefined {
  if (certificate.subjectaltname === undefined) return new Error('the certificate has no subjectAltName');
  return isIP(name) === 0 ? checkServerIdentity(name, certificate) : checkAddress(name, certificate);
}

/** S1-c, S31-b. `checkServerIdentity` of Node 22.23 finds no IPv6 address in any certificate. */
function checkAddress(address: string, { raw }: PeerCertificate): Error | undefined {
  if (new X509Certificate(raw).checkIP(address) !== undefined) return undefined;
  return new Error(`the certificate is not for ${address}`);
}
