import { webcrypto } from 'node:crypto';
import type { Extension } from '@peculiar/x509';
import { type Certificate, isAddress } from '../../model/index.ts';
import { importPublic, SIGNATURE } from './key-pair.ts';
import { library } from './library.ts';
import { recipeOf, validity } from './recipes.ts';
import type { Secrets } from './secrets.ts';
import { serialNumber } from './serial-number.ts';
import { type CertificateSigner, newIntermediate, signerOf } from './signer.ts';

/** Named in the file of kept leaves: changes with anything here and in the recipes that makes other certificates of the same names. */
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
  const sent = recipeOf(certificate.flaw).sendsIntermediate === false ? leaf : leaf + intermediate;
  return { cert: sent, notAfter };
}

export async function issueChain(issuer: Issuer, certificate: Certificate): Promise<Chain> {
  const { flaw } = certificate;
  const { notAfter } = validity(flaw);
  const { signedBy } = recipeOf(flaw);
  if (signedBy === 'intermediate' || signedBy === 'constrained intermediate') {
    const constrained = signedBy === 'constrained intermediate';
    const { cert, ...signer } = await newIntermediate(issuer.trusted, { notAfter, constrained });
    return { leaf: await sign(issuer, signer, certificate), intermediate: cert, notAfter };
  }
  const signer = signedBy === 'untrusted' ? issuer.untrusted : issuer.trusted;
  return { leaf: await sign(issuer, signer, certificate), notAfter };
}

async function sign(
  issuer: Issuer,
  signer: CertificateSigner,
  { flaw, names }: Certificate,
): Promise<string> {
  const x509 = await library();
  const { notBefore, notAfter } = validity(flaw);
  const { names: place = 'subject alternative name', usage } = recipeOf(flaw);
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  const extensions: Extension[] = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([usage === 'client' ? clientAuth : serverAuth]),
    signer.authorityKeyId,
    issuer.subjectKeyId,
  ];
  if (place === 'subject alternative name' || place === 'DNS names')
    extensions.push(
      new x509.SubjectAlternativeNameExtension(names.map(place === 'DNS names' ? dnsName : generalName)),
    );
  const cert = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serialNumber(),
      // No common name elsewhere: whoever falls back to it must not be helped by accident.
      subject: place === 'common name' ? `CN=${names[0] ?? ''}` : 'O=Signpost',
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

const dnsName = (value: string) => ({ type: 'dns', value }) as const;

export function generalName(name: string): { type: 'dns' | 'ip'; value: string } {
  return { type: isAddress(name) ? 'ip' : 'dns', value: name };
}
