import { webcrypto } from 'node:crypto';
import type { Extension } from '@peculiar/x509';
import { importPrivate, importPublic, newKeyPair, SIGNATURE } from './key-pair.ts';
import { library } from './library.ts';
import { forbidAllNames } from './name-constraints.ts';
import { serialNumber } from './serial-number.ts';

const DAY = 86_400_000;

/** A certificate authority as it is kept: private key and certificate in PEM. */
export interface Authority {
  readonly key: string;
  readonly cert: string;
}

/** A certificate authority ready to sign, its key and name parsed once: that halves the cost of a leaf. */
export interface CertificateSigner {
  readonly name: string;
  readonly key: webcrypto.CryptoKey;
  readonly authorityKeyId: Extension;
}

/** Milliseconds since 1970. Older than any expired leaf, so that expiry is the only thing wrong with that. */
const authorityNotBefore = (): number => Date.now() - 365 * DAY;

export async function newAuthority(name: string, notAfter: number): Promise<Authority> {
  const x509 = await library();
  const pair = newKeyPair();
  const publicKey = await importPublic(pair.public);
  const cert = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name: `CN=${name}`,
      notBefore: new Date(authorityNotBefore()),
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

export async function signerOf({ cert, key }: Authority): Promise<CertificateSigner> {
  const x509 = await library();
  const { subject, publicKey } = new x509.X509Certificate(cert);
  return {
    name: subject,
    key: await importPrivate(key),
    authorityKeyId: await x509.AuthorityKeyIdentifierExtension.create(publicKey, false, webcrypto),
  };
}

/**
 * An authority below `above` for one leaf. Its key is forgotten and its name never given again, so that no client knows
 * it from another connection; and it names no place where its certificate could be fetched (RFC 5280 4.2.2.1).
 */
export async function newIntermediate(
  above: CertificateSigner,
  { notAfter, constrained }: { readonly notAfter: number; readonly constrained: boolean },
): Promise<CertificateSigner & { readonly cert: string }> {
  const x509 = await library();
  const pair = newKeyPair();
  const publicKey = await importPublic(pair.public);
  const serial = serialNumber();
  const cert = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serial,
      subject: `CN=Signpost intermediate authority ${serial}`,
      issuer: above.name,
      notBefore: new Date(authorityNotBefore()),
      notAfter: new Date(notAfter),
      signingAlgorithm: SIGNATURE,
      publicKey,
      signingKey: above.key,
      extensions: [
        new x509.BasicConstraintsExtension(true, 0, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        above.authorityKeyId,
        await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
        ...(constrained ? [await forbidAllNames()] : []),
      ],
    },
    webcrypto,
  );
  const pem = `${cert.toString('pem')}\n`;
  return { ...(await signerOf({ cert: pem, key: pair.private })), cert: pem };
}
