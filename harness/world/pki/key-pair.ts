import { createPublicKey, generateKeyPairSync, webcrypto } from 'node:crypto';

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;

export const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** In PEM: PKCS#8 and SPKI. */
export interface KeyPair {
  readonly private: string;
  readonly public: string;
}

export function newKeyPair(): KeyPair {
  const pair = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { private: pair.privateKey, public: pair.publicKey };
}

export function importPublic(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  return webcrypto.subtle.importKey('spki', der, CURVE, true, ['verify']);
}

export function importPrivate(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[A-Z ]+-----/g, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', der, CURVE, false, ['sign']);
}
