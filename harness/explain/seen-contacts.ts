import {
  type Certificate,
  type CertificateFlaw,
  canonical,
  canonicalAddress,
  type Endpoint,
  splitHostPort,
} from '../model/index.ts';
import type { PastedCertificate, PastedContact } from './paste.ts';

/** What came of a connection, and where to it went. */
export interface SeenContact {
  readonly pasted: PastedContact;
  /** An address in its one spelling, without brackets; or a name, which then stands for each of its addresses. */
  readonly host: string;
  readonly port: number;
  /** Absent: not told. */
  readonly sni?: string;
}

/** Those of which is told where to they went. */
export function seenContacts(pasted: readonly PastedContact[]): readonly SeenContact[] {
  return pasted.flatMap((each) => {
    const { endpoint, sni } = each.seenAt ?? {};
    const place = endpoint === undefined ? undefined : hostAndPort(endpoint);
    return place ? [{ pasted: each, ...place, ...(sni !== undefined && { sni: canonical(sni) }) }] : [];
  });
}

/** `192.0.2.1:8448`, `[2001:db8::1]:8448`, `hs.example.org:8448`. */
export function hostAndPort(text: string): { readonly host: string; readonly port: number } | undefined {
  const { host, port } = splitHostPort(text);
  return port === undefined
    ? undefined
    : { host: canonicalAddress(host) ?? canonical(host), port: Number(port) };
}

/** What comes of connecting there; `namesAt`: the names that have the address. The latest counts. */
export function contactSeenAt(
  seen: readonly SeenContact[],
  { address, port, sni }: Endpoint,
  namesAt: (address: string) => ReadonlySet<string>,
): PastedContact | undefined {
  const at = canonicalAddress(address) ?? canonical(address);
  return seen.findLast(
    (each) =>
      each.port === port &&
      (each.host === at || namesAt(at).has(each.host)) &&
      (each.sni === undefined || (sni !== null && canonical(sni) === each.sni)),
  )?.pasted;
}

/** As the oracle weighs it: what openssl said, and whether it counts at this time. `now`: milliseconds since 1970. */
export function weighedCertificate(pasted: PastedCertificate, now: number): Certificate {
  const flaw = pasted.certificate.flaw ?? flawOf(pasted, now);
  return { ...pasted.certificate, ...(flaw && { flaw }) };
}

function flawOf(
  { validFrom, validUntil, verified }: PastedCertificate,
  now: number,
): CertificateFlaw | undefined {
  if (now > validUntil) return 'expired';
  if (now < validFrom) return 'notYet';
  return verified === undefined ? undefined : flawNamed(verified);
}

/** In the words of OpenSSL, curl, wget and Go; the first that fits. */
const FLAW_WORDS: readonly (readonly [RegExp, CertificateFlaw])[] = [
  [/\bexpired\b/i, 'expired'],
  [/not yet (?:valid|activated)/i, 'notYet'],
  [/self[- ]signed certificate in certificate chain/i, 'untrusted'],
  [/self[- ]?signed/i, 'selfSigned'],
  [/unable to get (?:local )?issuer|unable to verify the first|issued by an unknown/i, 'missingIntermediate'],
  [/unsuitable|purpose|key usage/i, 'wrongUsage'],
];

/** What is wrong with a certificate besides its names, by what a program printed; another name is none of these. */
export function flawNamed(printed: string): CertificateFlaw | undefined {
  if (/^ok$/i.test(printed.trim()) || isOtherName(printed)) return undefined;
  return FLAW_WORDS.find(([words]) => words.test(printed))?.[1] ?? 'untrusted';
}

/** It is for somebody else. */
function isOtherName(printed: string): boolean {
  return /host ?name mismatch|doesn't match|does not match|no alternative certificate subject name|is valid for .* not/i.test(
    printed,
  );
}
