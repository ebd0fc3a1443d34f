import { StringDecoder } from 'node:string_decoder';
import { lastOctets, printable } from '../../base/index.ts';

/** The newest part of an endless text: what a child writes to stderr, bounded. */
export class TextRing {
  readonly #limit: number;
  readonly #decoder = new StringDecoder('utf8');
  #text = '';
  /** Of the text. */
  #octets = 0;
  #cut = false;
  #written = 0;

  /** `limit` in octets of UTF-8. */
  constructor(limit: number) {
    this.#limit = limit;
  }

  push(chunk: Uint8Array): void {
    const text = this.#decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    this.#text += text;
    this.#octets += Buffer.byteLength(text);
    this.#written += text.length;
    // Twice the limit, so that a chatty child costs one copy for each `limit` octets, not one for each chunk.
    if (this.#octets > 2 * this.#limit) this.#shorten();
  }

  /** Control characters are removed here, not in `push`: an escape sequence may come in two chunks. */
  read(): string {
    if (this.#octets > this.#limit) this.#shorten();
    const text = printable(this.#text);
    return this.#cut ? `…${text}` : text;
  }

  /** Characters so far: a mark for `since`. */
  get written(): number {
    return this.#written;
  }

  /** What came after a mark, as far as it is still here. */
  since(mark: number): string {
    const length = this.#written - mark;
    return length > 0 ? printable(this.#text.slice(-length)) : '';
  }

  #shorten(): void {
    this.#text = lastOctets(this.#text, this.#limit);
    this.#octets = Buffer.byteLength(this.#text);
    this.#cut = true;
  }
}
