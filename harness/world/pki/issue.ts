import { createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import type { Extension } from '@peculiar/x509';
import type { Certificate, CertificateFlaw } from '../../scenario/index.ts';
import type { Authority, Secrets } from './authority.ts';

// @peculiar/x509 takes 100 ms to load: only a run that issues something pays for it.
const library = () => import('@peculiar/x509');

const DAY = 86_400_000;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

export interface Leaf {
  /** PEM, the leaf first. */
  readonly cert: string;
  /** Milliseconds since 1970. */
  readonly notAfter: number;
}

export function newKeyPair(): { private: string; public: string } {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { private: pair.privateKey, public: pair.publicKey };
}

export async function newAuthority(name: string, notAfter: number): Promise<Authority> {
  const x509 = await library();
  const pair = newKeyPair();
  const publicKey = await importPublic(pair.public);
  const cert = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${name}`,
      // Older than any expired leaf, so that expiry is the only thing wrong with that.
      notBefore: new Date(Date.now() - 365 * DAY),
      notAfter: new Date(notAfter),
      signingAlgorithm: SIGNATURE,
      keys: { publicKey, privateKey: await importPrivate(pair.private) },
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  return { key: pair.private, cert: `${cert.toString('pem')}\n` };
}

/** Keys and fixed extensions, parsed once: that halves the cost of a leaf. */
export interface Issuer {
  readonly leafKey: webcrypto.CryptoKey;
  readonly subjectKeyId: Extension;
  readonly trusted: Signer;
  readonly untrusted: Signer;
}

interface Signer {
  readonly name: string;
  readonly key: webcrypto.CryptoKey;
  readonly authorityKeyId: Extension;
}

export async function prepareIssuer(secrets: Secrets): Promise<Issuer> {
  const x509 = await library();
  const leafKey = await importPublic(secrets.leafKey.public);
  const signer = async ({ cert, key }: Authority): Promise<Signer> => {
    const { subject, publicKey } = new x509.X509Certificate(cert);
    return {
      name: subject,
      key: await importPrivate(key),
      authorityKeyId: await x509.AuthorityKeyIdentifierExtension.create(publicKey, false, webcrypto),
    };
  };
  return {
    leafKey,
    subjectKeyId: await x509.SubjectKeyIdentifierExtension.create(leafKey, false, webcrypto),
    trusted: await signer(secrets.trusted),
    untrusted: await signer(secrets.untrusted),
  };
}

/** A leaf that strict verifiers accept, but for its one flaw. */
export async function issueLeaf(issuer: Issuer, { flaw, names }: Certificate): Promise<Leaf> {
  const x509 = await library();
  const signer = flaw === 'untrusted' ? issuer.untrusted : issuer.trusted;
  const { notBefore, notAfter } = validity(flaw);
  const usage = flaw === 'wrongUsage' ? x509.ExtendedKeyUsage.codeSigning : x509.ExtendedKeyUsage.serverAuth;
  const extensions: Extension[] = [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([usage]),
    signer.authorityKeyId,
    issuer.subjectKeyId,
  ];
  if (flaw !== 'noSan' && flaw !== 'commonNameOnly')
    extensions.push(new x509.SubjectAlternativeNameExtension(names.map(generalName)));
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
  return { cert: `${cert.toString('pem')}\n`, notAfter };
}

export function validity(
  flaw: CertificateFlaw | undefined,
  today = Date.now(),
): { notBefore: number; notAfter: number } {
  if (flaw === 'expired') return { notBefore: today - 90 * DAY, notAfter: today - 30 * DAY };
  if (flaw === 'notYet') return { notBefore: Date.UTC(2099, 0, 1), notAfter: Date.UTC(2099, 6, 1) };
  return { notBefore: today - DAY, notAfter: today + 90 * DAY };
}

export function generalName(name: string): { type: 'dns' | 'ip'; value: string } {
  return { type: isIP(name) === 0 ? 'dns' : 'ip', value: name };
}

function serialNumber(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  // RFC 5280 4.1.2.2: positive, and no leading zero byte.
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

function importPublic(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  return webcrypto.subtle.importKey('spki', der, CURVE, true, ['verify']);
}

function importPrivate(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[A-Z ]+-----/g, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', der, CURVE, false, ['sign']);
}
