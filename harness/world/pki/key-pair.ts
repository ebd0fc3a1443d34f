import {
  createPublicKey,
  generateKeyPair,
  generateKeyPairSync,
  type KeyPairKeyObjectResult,
  webcrypto,
} from 'node:crypto';
import { promisify } from 'node:util';
import type { KeyType } from '../../model/index.ts';

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

/** Made beside the loop: RSA takes its time. */
export async function newKeyPairOf(type: KeyType): Promise<KeyPair> {
  const { privateKey, publicKey } = await generateOf(type);
  return {
    private: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    public: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
}

const generate = promisify(generateKeyPair);

function generateOf(type: KeyType): Promise<KeyPairKeyObjectResult> {
  switch (type) {
    case 'rsa':
      return generate('rsa', { modulusLength: 2048 });
    case 'p256':
      return generate('ec', { namedCurve: 'P-256' });
    case 'p384':
      return generate('ec', { namedCurve: 'P-384' });
    case 'ed25519':
      return generate('ed25519');
    default:
      return type satisfies never;
  }
}

export function importPublic(pem: string): Promise<webcrypto.CryptoKey> {
  const der = createPublicKey(pem).export({ type: 'spki', format: 'der' });
  return webcrypto.subtle.importKey('spki', der, CURVE, true, ['verify']);
}

export function importPrivate(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replace(/-----[A-Z ]+-----/g, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', der, CURVE, false, ['sign']);
}
