/** One record of a pcap stream. */
export interface Packet {
  /** Milliseconds since 1970, by the clock of the machine. */
  readonly time: number;
  /** From the IP header on. */
  readonly bytes: Buffer;
}

const HEADER = 24;
const RECORD_HEADER = 16;

/** Cuts a pcap stream, as our own reader writes it on this machine, into packets. */
export class PcapStream {
  #rest = Buffer.alloc(0);
  #begun = false;

  /** The packets that are whole now. */
  take(chunk: Buffer): Packet[] {
    let rest = Buffer.concat([this.#rest, chunk]);
    const packets: Packet[] = [];
    if (!this.#begun && rest.length >= HEADER) {
      this.#begun = true;
      rest = rest.subarray(HEADER);
    }
    while (this.#begun && rest.length >= RECORD_HEADER) {
      const end = RECORD_HEADER + rest.readUInt32LE(8);
      if (rest.length < end) break;
      const time = rest.readUInt32LE(0) * 1000 + rest.readUInt32LE(4) / 1000;
      packets.push({ time, bytes: rest.subarray(RECORD_HEADER, end) });
      rest = rest.subarray(end);
    }
    this.#rest = rest;
    return packets;
  }
}
