import type { Certificate, CertificateFlaw, KeyType } from '../../model/index.ts';
import { almostCovers, canonicalAddress, covers, parentOfWildcard, partlyCovers } from '../../model/index.ts';

export type CertificateVerdict =
  | { readonly valid: true }
  | {
      readonly valid: false;
      readonly why: string;
      /** Absent when only the name is wrong: then the step's own certificate clause decides. */
      readonly clause?: string;
      /** The clause is open: verifiers differ, and the specification does not settle it. */
      readonly open?: string;
    };

/** Whether a certificate is valid for a name or an IP address. */
export function judgeCertificate(certificate: Certificate, expected: string): CertificateVerdict {
  if (certificate.flaw) return FLAWS[certificate.flaw](certificate, expected);
  if (covers(certificate.names, expected)) {
    if (!restsOnTopLevel(certificate, expected)) return { valid: true };
    const why = `only ${certificate.names.join(', ')} covers ${expected}: a wildcard for all names below a top-level one`;
    return { valid: false, why, clause: 'T-8', open: 'T-8' };
  }
  const why = `it is for ${certificate.names.join(', ') || 'no name'}, not for ${expected}`;
  if (!almostCovers(certificate.names, expected)) return { valid: false, why };
  // RFC 9525 6.3 wants the whole label, RFC 6125 6.4.3 left a part of one to verifiers, and they still differ.
  const open = partlyCovers(certificate.names, expected);
  return { valid: false, why, clause: 'T-8', ...(open && { open: 'T-8' }) };
}

/** What taking such a key rests on: a clause that weighs less than the step, or a question that nobody answers. */
export const KEYS: Readonly<Record<KeyType, { readonly weak?: string; readonly open?: string }>> = {
  p256: {},
  rsa: { weak: 'T-17' },
  p384: { open: 'AMB-14' },
  ed25519: { open: 'AMB-14' },
};

/** The certificate is valid for the name, but does not spell it. */
export function restsOnWildcard({ names }: Certificate, expected: string): boolean {
  return !covers(names.filter(isNoWildcard), expected);
}

/** Nothing else covers the name: RFC 9525 7.1 leaves it to verifiers whether a wildcard may stand for a whole top-level domain. */
function restsOnTopLevel({ names }: Certificate, expected: string): boolean {
  return !covers(
    names.filter((name) => parentOfWildcard(name)?.includes('.') ?? true),
    expected,
  );
}

const isNoWildcard = (name: string): boolean => parentOfWildcard(name) === undefined;

type Flaw = (certificate: Certificate, expected: string) => CertificateVerdict;

const always =
  (clause: string, why: string): Flaw =>
  () => ({ valid: false, clause, why });

const FLAWS: Readonly<Record<CertificateFlaw, Flaw>> = {
  expired: always('T-2', 'it has expired'),
  notYet: always('T-2', 'it is not valid yet'),
  missingIntermediate: always('T-2', 'its issuer is unknown: the intermediate is not sent'),
  untrusted: always('T-1', 'no known CA signed it'),
  selfSigned: always('T-1', 'it signed itself'),
  wrongUsage: always('T-16', 'it is not meant for servers'),
  nameConstrained: always('T-16', 'its issuer may not sign for that name'),
  // What signed it is no certificate authority, let alone one that is known.
  leafAsAuthority: always('T-1', 'what signed it is no authority'),
  expiredIntermediate: always('T-2', 'its issuer has expired'),
  namesake: always('T-1', 'no known CA signed it, only one of the same name'),
  noSan: always('T-9', 'it carries no subject alternative name'),
  // T-9, AMB-16: OpenSSL and Node still fall back to the common name, Go does not.
  commonNameOnly: (certificate, expected) => ({
    valid: false,
    clause: 'T-9',
    why: 'it carries its name in the common name only',
    ...(covers(certificate.names, expected) && { open: canonicalAddress(expected) ? 'AMB-16' : 'T-9' }),
  }),
  addressAsName: (certificate, expected) => ({
    valid: false,
    why: 'it carries the address in the place of a name',
    ...(covers(certificate.names, expected) && { open: 'AMB-16' }),
  }),
};
