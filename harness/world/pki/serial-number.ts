import { randomBytes } from 'node:crypto';

/** In hexadecimal. RFC 5280 4.1.2.2: positive, and no leading zero byte. */
export function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}
