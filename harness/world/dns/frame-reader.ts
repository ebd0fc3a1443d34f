/** RFC 1035 4.2.2: each message over TCP has two bytes of length in front. However it comes in pieces, it is copied once. */
export class FrameReader {
  #pieces: Buffer[] = [];
  #size = 0;
  #needed = 2;

  push(piece: Buffer): void {
    this.#pieces.push(piece);
    this.#size += piece.length;
  }

  /** The next message that is there as a whole. */
  next(): Buffer | undefined {
    if (this.#size < this.#needed) return undefined;
    const [first = Buffer.alloc(0), ...more] = this.#pieces;
    const bytes = more.length === 0 ? first : Buffer.concat([first, ...more]);
    this.#needed = 2 + bytes.readUInt16BE(0);
    if (bytes.length < this.#needed) {
      this.#pieces = [bytes];
      return undefined;
    }
    const message = bytes.subarray(2, this.#needed);
    const rest = bytes.subarray(this.#needed);
    this.#pieces = rest.length === 0 ? [] : [rest];
    this.#size = rest.length;
    this.#needed = 2;
    return message;
  }
}
