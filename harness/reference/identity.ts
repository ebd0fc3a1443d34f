import { createPrivateKey, createPublicKey, sign } from 'node:crypto';
import type { Signer } from '../evidence/index.ts';

/** RFC 8410: everything of a PKCS#8 ed25519 key but its 32 bytes of seed. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

/** It protects nothing, and is always the same, so that equal requests are equal to the last byte. */
const key = createPrivateKey({
  key: Buffer.concat([PKCS8_PREFIX, Buffer.alloc(32, 'the reference resolver')]),
  format: 'der',
  type: 'pkcs8',
});

/** The server name that the reference resolver goes by. It has no server there: nobody asks it anything. */
export const OWN_NAME = 'reference.test';
export const KEY_ID = 'ed25519:ref';

export const referenceSigner: Signer = {
  name: OWN_NAME,
  verifyKeys: {
    [KEY_ID]: unpadded(createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32)),
  },
};

export function signatureOf(text: string): string {
  return unpadded(sign(null, Buffer.from(text), key));
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
