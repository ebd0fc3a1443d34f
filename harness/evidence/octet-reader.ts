/** Throws a RangeError at the end of its bytes, as Buffer does. */
export class OctetReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** Big-endian, as everywhere in TLS. */
  number(size: 1 | 2): number {
    const value = this.#bytes.readUIntBE(this.#at, size);
    this.#at += size;
    return value;
  }

  bytes(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('a length reaches beyond the ClientHello');
    const part = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return part;
  }

  skip(length: number): void {
    this.bytes(length);
  }
}
