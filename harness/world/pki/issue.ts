import { webcrypto } from 'node:crypto';
import type { Extension } from '@peculiar/x509';
import { type Certificate, type CertificateFlaw, isAddress } from '../../model/index.ts';
import type { Secrets } from './authority.ts';
import { importPublic, SIGNATURE } from './key-pair.ts';
import { library } from './library.ts';
import { serialNumber } from './serial-number.ts';
import { type CertificateSigner, newIntermediate, signerOf } from './signer.ts';

const DAY = 86_400_000;

/** Named in the file of kept leaves: changes with anything below that makes other certificates of the same names. */
export const PROFILE = 2;

/** What a listener presents. */
export interface Leaf {
  /** PEM, the leaf first. */
  readonly cert: string;
  /** Milliseconds since 1970. */
  readonly notAfter: number;
}

/** Keys and fixed extensions, parsed once. */
export interface Issuer {
  readonly leafKey: webcrypto.CryptoKey;
  readonly subjectKeyId: Extension;
  readonly trusted: CertificateSigner;
  readonly untrusted: CertificateSigner;
}

export async function prepareIssuer(secrets: Secrets): Promise<Issuer> {
  const x509 = await library();
  const leafKey = await importPublic(secrets.leafKey.public);
  return {
    leafKey,
    subjectKeyId: await x509.SubjectKeyIdentifierExtension.create(leafKey, false, webcrypto),
    trusted: await signerOf(secrets.trusted),
    untrusted: await signerOf(secrets.untrusted),
  };
}

/** The certificates between the root, which every client has, and the listener. */
export interface Chain {
  readonly leaf: string;
  readonly intermediate?: string;
  /** Milliseconds since 1970. */
  readonly notAfter: number;
}

/** A leaf that strict verifiers accept, but for its one flaw. */
export async function issueLeaf(issuer: Issuer, certificate: Certificate): Promise<Leaf> {
  const { leaf, intermediate = '', notAfter } = await issueChain(issuer, certificate);
  const sent = certificate.flaw === 'missingIntermediate' ? leaf : leaf + intermediate;
  return { cert: sent, notAfter };
}

export async function issueChain(issuer: Issuer, certificate: Certificate): Promise<Chain> {
  const { flaw } = certificate;
  const { notAfter } = validity(flaw);
  if (flaw === 'missingIntermediate' || flaw === 'nameConstrained') {
    const constrained = flaw === 'nameConstrained';
    const { cert, ...signer } = await newIntermediate(issuer.trusted, { notAfter, constrained });
    return { leaf: await sign(issuer, signer, certificate), intermediate: cert, notAfter };
  }
  const signer = flaw === 'untrusted' ? issuer.untrusted : issuer.trusted;
  return { leaf: await sign(issuer, signer, certificate), notAfter };
}

async function sign(
  issuer: Issuer,
  signer: CertificateSigner,
  { flaw, names }: Certificate,
): Promise<string> {
  const x509 = await library();
  const { notBefore, notAfter } = validity(flaw);
  const usage = flaw === 'wrongUsage' ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth;
  const extensions: Extension[] = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([usage]),
    signer.authorityKeyId,
    issuer.subjectKeyId,
  ];
  if (flaw !== 'noSan' && flaw !== 'commonNameOnly')
    extensions.push(
      new x509.SubjectAlternativeNameExtension(names.map(flaw === 'addressAsName' ? dnsName : generalName)),
    );
  const cert = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      // No common name elsewhere: whoever falls back to it must not be helped by accident.
      subject: flaw === 'commonNameOnly' ? `CN=${names[0] ?? ''}` : 'O=Signpost',
      issuer: signer.name,
      notBefore: new Date(notBefore),
      notAfter: new Date(notAfter),
      signingAlgorithm: SIGNATURE,
      publicKey: issuer.leafKey,
      signingKey: signer.key,
      extensions,
    },
    webcrypto,
  );
  return `${cert.toString('pem')}\n`;
}

export function validity(
  flaw: CertificateFlaw | undefined,
  today = Date.now(),
): { notBefore: number; notAfter: number } {
  if (flaw === 'expired') return { notBefore: today - 90 * DAY, notAfter: today - 30 * DAY };
  if (flaw === 'notYet') return { notBefore: Date.UTC(2099, 0, 1), notAfter: Date.UTC(2099, 6, 1) };
  return { notBefore: today - DAY, notAfter: today + 90 * DAY };
}

const dnsName = (value: string) => ({ type: 'dns', value }) as const;

export function generalName(name: string): { type: 'dns' | 'ip'; value: string } {
  return { type: isAddress(name) ? 'ip' : 'dns', value: name };
}
