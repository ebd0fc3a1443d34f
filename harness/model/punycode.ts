import { asciiLower } from './name.ts';

/** RFC 3492 5. */
const BASE = 36;
const [LEAST, MOST, SKEW, DAMP, FIRST_BIAS, FIRST_CODE] = [1, 26, 38, 700, 72, 0x80];

/** What a label that begins with `xn--` says, whether or not IDNA allows it to; `undefined` where it does not decode. */
export function decodePunycode(label: string): string | undefined {
  const encoded = asciiLower(label).slice('xn--'.length);
  const hyphen = encoded.lastIndexOf('-');
  const codes = [...encoded.slice(0, Math.max(hyphen, 0))].map((letter) => letter.charCodeAt(0));
  let [code, bias, position, at] = [FIRST_CODE, FIRST_BIAS, 0, hyphen + 1];
  while (at < encoded.length) {
    const read = readDelta(encoded, at, bias);
    if (read === undefined) return undefined;
    const length = codes.length + 1;
    const place = position + read.delta;
    code += Math.floor(place / length);
    // Unicode ends there, and a surrogate is no character of its own.
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
    bias = adapt(read.delta, length, at === hyphen + 1);
    position = place % length;
    codes.splice(position, 0, code);
    position += 1;
    at = read.next;
  }
  return String.fromCodePoint(...codes);
}

/** RFC 3492 6.2: a number of digits to a base that changes from digit to digit. */
function readDelta(
  encoded: string,
  from: number,
  bias: number,
): { readonly delta: number; readonly next: number } | undefined {
  let [delta, weight, at] = [0, 1, from];
  for (let k = BASE; ; k += BASE) {
    const digit = 'abcdefghijklmnopqrstuvwxyz0123456789'.indexOf(encoded[at++] ?? ' ');
    if (digit < 0) return undefined;
    delta += digit * weight;
    if (delta > Number.MAX_SAFE_INTEGER) return undefined;
    const threshold = Math.min(Math.max(k - bias, LEAST), MOST);
    if (digit < threshold) return { delta, next: at };
    weight *= BASE - threshold;
  }
}

/** RFC 3492 6.1. */
function adapt(delta: number, length: number, first: boolean): number {
  let rest = Math.floor(delta / (first ? DAMP : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > ((BASE - LEAST) * MOST) / 2; k += BASE) rest = Math.floor(rest / (BASE - LEAST));
  return k + Math.floor(((BASE - LEAST + 1) * rest) / (rest + SKEW));
}
