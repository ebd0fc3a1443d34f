import { OctetReader } from './octet-reader.ts';

export type HelloSoFar =
  | { readonly kind: 'incomplete' }
  /** The bytes are no TLS handshake. */
  | { readonly kind: 'other' }
  | ClientHello;

export interface ClientHello {
  readonly kind: 'hello';
  /** As sent; null without the extension. Clients send none for an IP address. */
  readonly sni: string | null;
  readonly alpn: readonly string[];
  /** Length of the record or records that hold it. */
  readonly length: number;
}

const HANDSHAKE_RECORD = 22;
const CLIENT_HELLO = 1;
const SERVER_NAME = 0;
const ALPN = 16;

/** Reads the first message of a TLS client (RFC 8446 4.1.2) from the bytes of its connection. */
export function readClientHello(bytes: Buffer): HelloSoFar {
  const handshake = handshakeOf(bytes);
  if (handshake === 'incomplete' || handshake === 'other') return { kind: handshake };
  try {
    return { kind: 'hello', ...readExtensions(handshake.body), length: handshake.length };
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'other' };
    throw error;
  }
}

/** Of the ClientHello that the bytes begin with. */
export interface Handshake {
  /** What stands behind its type and length. */
  readonly body: Buffer;
  /** Length of the record or records that hold it. */
  readonly length: number;
}

/** A hello may be cut into several records; each is looked at once, however many and small they are. */
export function handshakeOf(bytes: Buffer): Handshake | 'incomplete' | 'other' {
  const message: Buffer[] = [];
  let size = 0;
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] !== HANDSHAKE_RECORD) return 'other';
    if (bytes.length < at + 5) return 'incomplete';
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    if (end === at + 5) return 'other';
    if (bytes.length < end) return 'incomplete';
    if (size === 0 && bytes[at + 5] !== CLIENT_HELLO) return 'other';
    message.push(bytes.subarray(at + 5, end));
    size += end - at - 5;
    at = end;
    if (size < 4) continue;
    const length = 4 + Buffer.concat(message.slice(0, 4)).readUIntBE(1, 3);
    if (size >= length) return { body: Buffer.concat(message).subarray(4, length), length: at };
  }
  return 'incomplete';
}

function readExtensions(body: Buffer): { sni: string | null; alpn: string[] } {
  const reader = new OctetReader(body);
  reader.skip(2 + 32);
  reader.skip(reader.number(1));
  reader.skip(reader.number(2));
  reader.skip(reader.number(1));
  const found = { sni: null as string | null, alpn: [] as string[] };
  if (reader.done) return found;
  const extensions = new OctetReader(reader.bytes(reader.number(2)));
  while (!extensions.done) {
    const type = extensions.number(2);
    const data = new OctetReader(extensions.bytes(extensions.number(2)));
    if (type === SERVER_NAME) found.sni = readServerName(data);
    if (type === ALPN) found.alpn = readProtocols(data);
  }
  return found;
}

function readServerName(data: OctetReader): string | null {
  const list = new OctetReader(data.bytes(data.number(2)));
  while (!list.done) {
    const type = list.number(1);
    const name = list.bytes(list.number(2));
    if (type === 0) return name.toString('latin1');
  }
  return null;
}

function readProtocols(data: OctetReader): string[] {
  const list = new OctetReader(data.bytes(data.number(2)));
  const protocols: string[] = [];
  while (!list.done) protocols.push(list.bytes(list.number(1)).toString('latin1'));
  return protocols;
}
