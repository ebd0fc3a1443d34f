import { handshakeOf } from './client-hello.ts';
import { OctetReader } from './octet-reader.ts';

/** What sets the ClientHello of one library apart from that of another, besides names and protocols. Numbers are IANA's. */
export interface HelloSummary {
  /** The versions of TLS that it offers, in its order: `1.3`, or four hexadecimal digits where we have no name for one. */
  readonly versions: readonly string[];
  /** How many cipher suites it offers. */
  readonly ciphers: number;
  /** In its order, GREASE (RFC 8701) left out: it differs from one connection to the next. */
  readonly extensions: readonly number[];
  readonly groups: readonly number[];
  readonly signatures: readonly number[];
  /** With the headers of its records. */
  readonly octets: number;
}

const SUPPORTED_GROUPS = 10;
const SIGNATURE_ALGORITHMS = 13;
const SUPPORTED_VERSIONS = 43;

const VERSIONS: Readonly<Record<number, string>> = {
  768: 'SSL 3',
  769: '1.0',
  770: '1.1',
  771: '1.2',
  772: '1.3',
};

/** Undefined for what is no whole ClientHello. `hello` in base64, as an event has it. */
export function summarizeHello(hello: string): HelloSummary | undefined {
  const handshake = handshakeOf(Buffer.from(hello, 'base64'));
  if (handshake === 'incomplete' || handshake === 'other') return undefined;
  try {
    return { ...read(new OctetReader(handshake.body)), octets: handshake.length };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function read(reader: OctetReader): Omit<HelloSummary, 'octets'> {
  const legacyVersion = reader.number(2);
  reader.skip(32);
  reader.skip(reader.number(1));
  const ciphers = numbersIn(reader.bytes(reader.number(2))).length;
  reader.skip(reader.number(1));
  const extensions = reader.done ? [] : extensionsIn(reader.bytes(reader.number(2)));
  const listIn = (type: number, lengthSize: 1 | 2) => {
    const found = extensions.find((one) => one.type === type);
    if (found === undefined) return undefined;
    const list = new OctetReader(found.data);
    return numbersIn(list.bytes(list.number(lengthSize)));
  };
  const versions = listIn(SUPPORTED_VERSIONS, 1) ?? [legacyVersion];
  return {
    versions: versions.map((version) => VERSIONS[version] ?? version.toString(16).padStart(4, '0')),
    ciphers,
    extensions: extensions.map(({ type }) => type).filter((type) => !isGrease(type)),
    groups: listIn(SUPPORTED_GROUPS, 2) ?? [],
    signatures: listIn(SIGNATURE_ALGORITHMS, 2) ?? [],
  };
}

function extensionsIn(bytes: Buffer): { readonly type: number; readonly data: Buffer }[] {
  const reader = new OctetReader(bytes);
  const found = [];
  while (!reader.done) found.push({ type: reader.number(2), data: reader.bytes(reader.number(2)) });
  return found;
}

function numbersIn(bytes: Buffer): number[] {
  const reader = new OctetReader(bytes);
  const numbers: number[] = [];
  while (!reader.done) numbers.push(reader.number(2));
  return numbers.filter((number) => !isGrease(number));
}

const isGrease = (number: number) => (number & 0x0f0f) === 0x0a0a && number >> 8 === (number & 0xff);
