export interface Chunks {
  /** What the chunks hold, one character an octet. */
  readonly text: string;
  readonly end: 'reached' | 'missing' | 'malformed';
}

/** The chunked coding of RFC 9112 7.1, with extensions and trailers. */
export function readChunks(coded: string): Chunks {
  let text = '';
  for (let at = 0; ; ) {
    const size = /^([0-9A-Fa-f]{1,8})[ \t]*(;[^\r\n]*)?\r\n/.exec(coded.slice(at));
    if (!size) return { text, end: /^[0-9A-Fa-f]*\r?$/.test(coded.slice(at)) ? 'missing' : 'malformed' };
    const length = Number.parseInt(size[1] ?? '', 16);
    at += size[0].length;
    if (length === 0)
      return { text, end: /^([^\r\n]+\r\n)*\r\n/.test(coded.slice(at)) ? 'reached' : 'missing' };
    text += coded.slice(at, at + length);
    at += length;
    if (coded.length < at + 2) return { text, end: 'missing' };
    if (coded.slice(at, at + 2) !== '\r\n') return { text, end: 'malformed' };
    at += 2;
  }
}
