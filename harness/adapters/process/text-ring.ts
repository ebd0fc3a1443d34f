import { StringDecoder } from 'node:string_decoder';
import { lastOctets, printable } from '../../base/index.ts';

/** Pieces that are held before they are put together. */
const MOST_PIECES = 1000;

/**
 * The newest part of an endless text: what a child writes to stderr, bounded. It is decoded when somebody reads it: of a
 * gigabyte hardly anything is ever read.
 */
export class TextRing {
  readonly #limit: number;
  #pieces: Buffer[] = [];
  /** Of the pieces. */
  #octets = 0;
  #written = 0;

  /** `limit` in octets of UTF-8. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Uint8Array): void {
    this.#pieces.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    this.#octets += chunk.byteLength;
    this.#written += chunk.byteLength;
    // Twice the limit, so that a chatty child costs one look for each `limit` octets, not one for each chunk.
    if (this.#octets > 2 * this.#limit || this.#pieces.length > MOST_PIECES) this.#shorten();
  }

  /** Control characters are removed here, not in `push`: an escape sequence may come in two chunks. */
  read(): string {
    const text = lastOctets(this.#last(this.#octets), this.#limit);
    return this.#written > this.#limit ? `…${printable(text)}` : printable(text);
  }

  /** Octets so far: a mark for `since`. */
  get written(): number {
    return this.#written;
  }

  /** What came after a mark, as far as it is still here. */
  since(mark: number): string {
    return printable(this.#last(this.#written - mark));
  }

  /** No character is cut, at neither end: the rest of the last one may be on its way. */
  #last(octets: number): string {
    if (octets <= 0) return '';
    const all = Buffer.concat(this.#pieces);
    let from = Math.max(0, all.length - octets);
    while (this.#isCut(from) && isWithinCharacter(all[from])) from++;
    return new StringDecoder('utf8').write(all.subarray(from));
  }

  /** Before that place something was, which is not looked at. */
  #isCut(from: number): boolean {
    return from > 0 || this.#written > this.#octets;
  }

  #shorten(): void {
    const all = Buffer.concat(this.#pieces);
    // A copy, so that the rest can be forgotten; three octets more than the limit may begin its first character.
    const kept = Buffer.from(all.subarray(Math.max(0, all.length - this.#limit - 3)));
    this.#pieces = [kept];
    this.#octets = kept.length;
  }
}

function isWithinCharacter(octet = 0): boolean {
  return (octet & 0b1100_0000) === 0b1000_0000;
}
