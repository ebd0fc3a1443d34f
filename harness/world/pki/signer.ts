import { webcrypto } from 'node:crypto';
import type { Extension } from '@peculiar/x509';
import { importPrivate, importPublic, type KeyPair, newKeyPair, SIGNATURE } from './key-pair.ts';
import { library } from './library.ts';
import { forbidAllNames } from './name-constraints.ts';
import { type Between, endOfExpired, type Validity } from './recipes.ts';
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
  /** In hexadecimal. */
  readonly keyId: string;
  readonly authorityKeyId: Extension;
}

/** One whose certificate goes with the leaf, in PEM. */
export type SentSigner = CertificateSigner & { readonly cert: string };

/** Milliseconds since 1970. Older than any expired leaf, so that expiry is the only thing wrong with that. */
const authorityNotBefore = (): number => Date.now() - 365 * DAY;

export async function newAuthority(name: string, notAfter: number): Promise<Authority> {
  const pair = newKeyPair();
  return { key: pair.private, cert: await signItself(pair, `CN=${name}`, undefined, notAfter) };
}

/** The certificate in PEM. `keyId`: its subject key identifier, in hexadecimal, where it is not that of its own key. */
async function signItself(
  pair: KeyPair,
  name: string,
  keyId: string | undefined,
  notAfter: number,
): Promise<string> {
  const x509 = await library();
  const publicKey = await importPublic(pair.public);
  const cert = await x509.X509CertificateGenerator.createSelfSigned(
    {
      name,
      notBefore: new Date(authorityNotBefore()),
      notAfter: new Date(notAfter),
      signingAlgorithm: SIGNATURE,
      keys: { publicKey, privateKey: await importPrivate(pair.private) },
      extensions: [
        new x509.BasicConstraintsExtension(true, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
        keyId === undefined
          ? await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto)
          : new x509.SubjectKeyIdentifierExtension(keyId),
      ],
    },
    webcrypto,
  );
  return `${cert.toString('pem')}\n`;
}

export async function signerOf({ cert, key }: Authority): Promise<CertificateSigner> {
  const x509 = await library();
  const { subject, publicKey } = new x509.X509Certificate(cert);
  const authorityKeyId = await x509.AuthorityKeyIdentifierExtension.create(publicKey, false, webcrypto);
  const { keyId = '' } = authorityKeyId;
  return { name: subject, key: await importPrivate(key), keyId, authorityKeyId };
}

/**
 * What stands between `above` and one leaf. Its key is forgotten and its name never given again, so that no client knows
 * it from another connection; and it names no place where its certificate could be fetched (RFC 5280 4.2.2.1).
 */
export async function newIntermediate(
  above: CertificateSigner,
  between: Between,
  ofLeaf: Validity,
): Promise<SentSigner> {
  const x509 = await library();
  const pair = newKeyPair();
  const publicKey = await importPublic(pair.public);
  const serial = serialNumber();
  const cert = await x509.X509CertificateGenerator.create(
    {
      serialNumber: serial,
      subject: `CN=Signpost ${between === 'leaf' ? 'server' : 'intermediate authority'} ${serial}`,
      issuer: above.name,
      notBefore: new Date(authorityNotBefore()),
      notAfter: new Date(between === 'expired intermediate' ? endOfExpired() : ofLeaf.notAfter),
      signingAlgorithm: SIGNATURE,
      publicKey,
      signingKey: above.key,
      extensions: [
        ...(await powersOf(between)),
        above.authorityKeyId,
        await x509.SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto),
      ],
    },
    webcrypto,
  );
  const pem = `${cert.toString('pem')}\n`;
  return { ...(await signerOf({ cert: pem, key: pair.private })), cert: pem };
}

/** Of another server, for whom the leaf was really signed. */
const ELSEWHERE = 'elsewhere.test';

async function powersOf(between: Between): Promise<Extension[]> {
  const x509 = await library();
  // Without key usage, which would forbid the signing as well: that it is no authority is all that is wrong.
  if (between === 'leaf') {
    return [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: ELSEWHERE }]),
    ];
  }
  return [
    new x509.BasicConstraintsExtension(true, 0, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    ...(between === 'constrained intermediate' ? [await forbidAllNames()] : []),
  ];
}

/** An authority that signed itself and has the name and the key identifier of `known`, which anybody may write. Only the key is another. */
export async function newNamesake(known: CertificateSigner): Promise<SentSigner> {
  const pair = newKeyPair();
  const cert = await signItself(pair, known.name, known.keyId, Date.now() + 365 * DAY);
  return { ...known, key: await importPrivate(pair.private), cert };
}
