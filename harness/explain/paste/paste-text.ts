/**
 * What somebody saved, as text: UTF-8, or UTF-16 as Windows writes it, told by its first octets or by where its zeros are. A
 * byte order mark is gone. Octets that are no UTF-8 stand in it as lone surrogates, so that a file keeps them (`octetsOf`).
 */
export function textOfPaste(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decode('utf-16le', bytes);
  if (first === 0xfe && second === 0xff) return decode('utf-16be', bytes);
  // Without the mark: of Latin text every other octet is zero.
  if (first !== undefined && second === 0 && first !== 0) return decode('utf-16le', bytes);
  if (first === 0 && second !== undefined && second !== 0) return decode('utf-16be', bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return withEscapes(bytes);
  }
}

/** Octets as they were pasted. */
export function octetsOf(text: string): Uint8Array {
  if (!ESCAPES.test(text)) return new TextEncoder().encode(text);
  const parts = text.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    parts.map((part, index) =>
      index % 2 === 1 ? Buffer.of(part.charCodeAt(0) - ESCAPE) : Buffer.from(part, 'utf8'),
    ),
  );
}

/** A text that may be shown. */
export const shownText = (text: string): string => text.replace(/[\udc80-\udcff]/gu, '\ufffd');

const ESCAPE = 0xdc00;
const ESCAPES = /[\udc80-\udcff]/u;
/** Of octets as characters: what is UTF-8 (RFC 3629, section 4), or else one octet. */
const SEQUENCES =
  /[\0-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[\x80-\xff]/g;

function withEscapes(bytes: Uint8Array): string {
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return octets
    .replace(SEQUENCES, (found) => {
      const code = found.charCodeAt(0);
      return found.length === 1 && code > 0x7f
        ? String.fromCharCode(ESCAPE + code)
        : Buffer.from(found, 'latin1').toString('utf8');
    })
    .replace(/^\ufeff/, '');
}

const decode = (encoding: string, bytes: Uint8Array): string => new TextDecoder(encoding).decode(bytes);
