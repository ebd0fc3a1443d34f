import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.ts';

/** RFC 8410: everything of a PKCS#8 ed25519 key but its 32 bytes of seed. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');

export const KEY_ID = 'ed25519:signpost';

/** A server's key is made from its name: it protects nothing, and needs no place to be kept. */
function privateKeyOf(serverName: string): KeyObject {
  const seed = createHash('sha256').update(`signpost signing key of ${serverName}`).digest();
  return createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' });
}

/** Unpadded base64, as it is published. */
export function publicKeyOf(serverName: string): string {
  const der = createPublicKey(privateKeyOf(serverName)).export({ format: 'der', type: 'spki' });
  return unpadded(der.subarray(-32));
}

export function signatureOf(serverName: string, content: Json): string {
  return unpadded(sign(null, Buffer.from(canonicalJson(content)), privateKeyOf(serverName)));
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
