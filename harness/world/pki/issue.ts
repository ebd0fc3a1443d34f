import { createPublicKey, webcrypto } from 'node:crypto';
import type { Extension, PublicKey } from '@peculiar/x509';
import { type Certificate, isAddress, type KeyType } from '../../model/index.ts';
import { SIGNATURE } from './key-pair.ts';
import type { LeafKeys } from './leaf-keys.ts';
import { library } from './library.ts';
import { recipeOf, validity } from './recipes.ts';
import type { Secrets } from './secrets.ts';
import { serialNumber } from './serial-number.ts';
import { type CertificateSigner, newIntermediate, newNamesake, type SentSigner, signerOf } from './signer.ts';

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
  readonly keyOf: (type: KeyType) => Promise<SubjectKey>;
  readonly trusted: CertificateSigner;
  readonly untrusted: CertificateSigner;
}

/** Whose certificate it is. */
interface SubjectKey {
  readonly type: KeyType;
  readonly key: PublicKey;
  readonly id: Extension;
}

export async function prepareIssuer(secrets: Secrets, keys: LeafKeys): Promise<Issuer> {
  const known = new Map<KeyType, Promise<SubjectKey>>();
  return {
    keyOf(type) {
      const key = known.get(type) ?? subjectKey(type, keys);
      known.set(type, key);
      return key;
    },
    trusted: await signerOf(secrets.trusted),
    untrusted: await signerOf(secrets.untrusted),
  };
}

async function subjectKey(type: KeyType, keys: LeafKeys): Promise<SubjectKey> {
  const x509 = await library();
  const { public: pem } = await keys.of(type);
  const key = new x509.PublicKey(createPublicKey(pem).export({ type: 'spki', format: 'der' }));
  return { type, key, id: await x509.SubjectKeyIdentifierExtension.create(key, false, webcrypto) };
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
  const { notAfter } = validity(certificate.flaw);
  const sent = await sentSigner(issuer, certificate);
  const signer =
    sent ?? (recipeOf(certificate.flaw).signedBy === 'untrusted' ? issuer.untrusted : issuer.trusted);
  const leaf = await sign(issuer, signer, certificate);
  return { leaf, notAfter, ...(sent && { intermediate: sent.cert }) };
}

/** What signs a leaf and belongs to it alone. */
async function sentSigner({ trusted }: Issuer, { flaw }: Certificate): Promise<SentSigner | undefined> {
  const { signedBy } = recipeOf(flaw);
  switch (signedBy) {
    case 'intermediate':
    case 'constrained intermediate':
    case 'expired intermediate':
    case 'leaf':
      return newIntermediate(trusted, signedBy, validity(flaw));
    case 'namesake':
      return newNamesake(trusted);
    case undefined:
    case 'untrusted':
    case 'itself':
      return undefined;
    default:
      return signedBy satisfies never;
  }
}

async function sign(
  issuer: Issuer,
  signer: CertificateSigner,
  { flaw, names, key = 'p256' }: Certificate,
): Promise<string> {
  const x509 = await library();
  const subject = await issuer.keyOf(key);
  const { digitalSignature, keyEncipherment } = x509.KeyUsageFlags;
  const { notBefore, notAfter } = validity(flaw);
  const { names: place = 'subject alternative name', usage } = recipeOf(flaw);
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  const extensions: Extension[] = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    // The suites without forward secrecy encrypt with the key.
    new x509.KeyUsagesExtension(key === 'rsa' ? digitalSignature | keyEncipherment : digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([usage === 'client' ? clientAuth : serverAuth]),
    signer.authorityKeyId,
    subject.id,
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
      publicKey: subject.key,
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
