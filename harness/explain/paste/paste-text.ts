/**
 * What somebody saved, as text: UTF-8, or UTF-16 as Windows writes it, told by its first octets or by where its zeros are. A
 * byte order mark is gone.
 */
export function textOfPaste(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decode('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decode('utf-16be', bytes);
  // Without the mark: of Latin text every other octet is zero.
  if (first !== undefined && second === 0 && first !== 0) return decode('utf-16le', bytes);
  if (first === 0 && second !== undefined && second !== 0) return decode('utf-16be', bytes);
  return decode('utf-8', bytes);
}

const decode = (encoding: string, bytes: Uint8Array): string => new TextDecoder(encoding).decode(bytes);
