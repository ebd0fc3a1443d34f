import { createPublicKey, verify } from 'node:crypto';
import { canonicalJson, type Json } from './canonical-json.ts';

/** RFC 8410: everything of an SPKI ed25519 key but its 32 bytes. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** Whether `signature` over the canonical JSON of `content` is by `publicKey`, both in base64. */
export function verifies(publicKey: string, signature: string, content: Json): boolean {
  const [key, bytes] = [fromBase64(publicKey, 32), fromBase64(signature, 64)];
  if (key === undefined || bytes === undefined) return false;
  const spki = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, key]), format: 'der', type: 'spki' });
  return verify(null, Buffer.from(canonicalJson(content)), spki, bytes);
}

/** Undefined unless it is base64, padded or not, of exactly so many bytes. */
export function fromBase64(text: string, length: number): Buffer | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === length ? bytes : undefined;
}
