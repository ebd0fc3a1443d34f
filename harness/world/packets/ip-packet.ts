import ipaddr from 'ipaddr.js';

/** What is inside an IP packet, as far as we look. Addresses are spelled as `canonicalAddress` does. */
export type Inside =
  | {
      readonly kind: 'syn';
      readonly address: string;
      readonly port: number;
      /** The same for each repetition of one attempt, and for no other. */
      readonly attempt: string;
    }
  | { readonly kind: 'datagram'; readonly port: number; readonly payload: string };

const TCP = 6;
const UDP = 17;
const SYN = 0x02;
const SYN_OR_ACK = 0x12;

/** Undefined: nothing that we look for. */
export function lookInside(packet: Buffer): Inside | undefined {
  const version = (packet[0] ?? 0) >> 4;
  // Nobody here sends extension headers of IPv6 before a SYN.
  if (version === 4) return read(packet, packet[9], 12, 4, ((packet[0] ?? 0) & 0x0f) * 4);
  if (version === 6) return read(packet, packet[6], 8, 16, 40);
  return undefined;
}

function read(
  packet: Buffer,
  protocol: number | undefined,
  addresses: number,
  width: number,
  start: number,
): Inside | undefined {
  const segment = packet.subarray(start);
  if (protocol === UDP && segment.length >= 8) {
    return { kind: 'datagram', port: segment.readUInt16BE(2), payload: segment.toString('latin1', 8) };
  }
  if (protocol !== TCP || segment.length < 20 || ((segment[13] ?? 0) & SYN_OR_ACK) !== SYN) return undefined;
  const destination = packet.subarray(addresses + width, addresses + 2 * width);
  return {
    kind: 'syn',
    address: ipaddr.fromByteArray([...destination]).toString(),
    port: segment.readUInt16BE(2),
    // Both addresses, both ports, and the sequence number.
    attempt: packet.toString('latin1', addresses, addresses + 2 * width) + segment.toString('latin1', 0, 8),
  };
}
