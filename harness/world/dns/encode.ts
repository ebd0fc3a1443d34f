import { type Answer, encode } from 'dns-packet';
import type { DnsEvent } from '../../evidence/index.ts';
import { asciiLower, RCODES } from '../../model/index.ts';
import type { DnsReply, TimedRecord } from './answer.ts';
import type { DnsQuestion } from './question.ts';
import { serviceBindingOctets } from './service-binding-octets.ts';

const RESPONSE = 0x8000;
const AUTHORITATIVE = 0x0400;
const TRUNCATED = 0x0200;
const RECURSION_AVAILABLE = 0x0080;

const CODES: Readonly<Record<DnsEvent['answer'], number>> = { NOERROR: 0, NODATA: 0, dropped: 0, ...RCODES };

/** The payload that common resolvers settled on in 2020: it fits any path without fragments. */
const OUR_PAYLOAD = 1232;
/** A pointer to byte 12, where the name of the question stands. */
const QUESTION_NAME = Buffer.from([0xc0, 0x0c]);

export interface Encoded {
  readonly bytes: Buffer;
  readonly truncated: boolean;
}

/** `limit` is what fits the transport; an answer that is larger goes out empty with the TC bit. */
export function encodeReply(question: DnsQuestion, reply: DnsReply, transport: 'udp' | 'tcp'): Encoded {
  // RFC 6891 7: who does not know EDNS answers without it.
  const opt = question.edns === undefined || reply.edns === false ? [] : [encodeOpt(question.edns, 0)];
  const answers = reply.records.map((record) => encodeRecord(question, record));
  const negative = reply.answer === 'NXDOMAIN' || reply.answer === 'NODATA';
  const authority = negative ? [encodeSoa(reply.records.at(-1), question.name, reply.negativeTtl)] : [];
  const additional = reply.additional.map((record) => encodeRecord(question, record));
  const rcode = CODES[reply.answer];

  if (transport === 'udp' && reply.truncate) return cut(question, rcode, opt);
  const sections = [answers, authority, [...additional, ...opt]] as const;
  const whole = message(question, rcode, sections);
  if (whole.length <= limitOf(question, transport)) return { bytes: whole, truncated: false };
  // Additional records are a courtesy: RFC 2181 9 lets them go without the TC bit.
  const short = message(question, rcode, [answers, authority, opt]);
  if (short.length <= limitOf(question, transport)) return { bytes: short, truncated: false };
  return cut(question, rcode, opt);
}

/** EDNS version 0 is all there is: RFC 6891 6.1.3 wants BADVERS for others. */
export function encodeBadVersion(question: DnsQuestion & { edns: NonNullable<DnsQuestion['edns']> }): Buffer {
  return message(question, 0, [[], [], [encodeOpt(question.edns, 1)]]);
}

/** For what could not be read: the header alone. */
export function encodeHeader(id: number, echo: number, rcode: DnsEvent['answer']): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16BE(id, 0);
  bytes.writeUInt16BE(RESPONSE | RECURSION_AVAILABLE | echo | CODES[rcode], 2);
  return bytes;
}

function limitOf(question: DnsQuestion, transport: 'udp' | 'tcp'): number {
  if (transport === 'tcp') return 65_535;
  return Math.min(Math.max(question.edns?.size ?? 512, 512), 4096);
}

function cut(question: DnsQuestion, rcode: number, opt: readonly Buffer[]): Encoded {
  return { bytes: message(question, rcode | TRUNCATED, [[], [], opt]), truncated: true };
}

type Section = readonly Buffer[];

function message(
  question: DnsQuestion,
  flags: number,
  sections: readonly [Section, Section, Section],
): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt16BE(question.id, 0);
  header.writeUInt16BE(RESPONSE | AUTHORITATIVE | RECURSION_AVAILABLE | question.echo | flags, 2);
  header.writeUInt16BE(1, 4);
  sections.forEach((section, index) => {
    header.writeUInt16BE(section.length, 6 + 2 * index);
  });
  return Buffer.concat([header, question.raw, ...sections.flat()]);
}

/** dns-packet never compresses: the owner, which is nearly always the name asked, becomes a pointer here. */
function encodeRecord(question: DnsQuestion, record: TimedRecord): Buffer {
  const own = asciiLower(record.owner) === asciiLower(question.name);
  const encoded = encodeOne(libraryRecord(own ? '.' : record.owner, record));
  return own ? Buffer.concat([QUESTION_NAME, encoded.subarray(1)]) : encoded;
}

function libraryRecord(name: string, record: TimedRecord): Answer {
  const { ttl } = record;
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return { type: record.type, name, ttl, data: record.address };
    case 'CNAME':
      return { type: 'CNAME', name, ttl, data: record.target };
    case 'SRV': {
      const { priority, weight, port, target } = record;
      return { type: 'SRV', name, ttl, data: { priority, weight, port, target } };
    }
    case 'TXT':
      return { type: 'TXT', name, ttl, data: characterStrings(record.text) };
    case 'HTTPS':
      return { type: 'UNKNOWN_65', name, ttl, data: serviceBindingOctets(record) } as unknown as Answer;
    case 'SVCB':
      return { type: 'UNKNOWN_64', name, ttl, data: serviceBindingOctets(record) } as unknown as Answer;
    default:
      return record satisfies never;
  }
}

function characterStrings(text: string): Buffer[] {
  const bytes = Buffer.from(text);
  const count = Math.max(1, Math.ceil(bytes.length / 255));
  return Array.from({ length: count }, (_, index) => bytes.subarray(255 * index, 255 * (index + 1)));
}

/** The zone is the top-level domain of the name that has no such records: all of it is ours. */
function encodeSoa(last: TimedRecord | undefined, asked: string, ttl: number): Buffer {
  const name = last?.type === 'CNAME' ? last.target : asked;
  const top = name.slice(name.lastIndexOf('.') + 1);
  // A name with escapes in it (see `Question`) is nobody's, and the root is above all of them.
  const zone = name.includes('\\') ? '.' : top || '.';
  return encodeOne({
    type: 'SOA',
    name: zone,
    ttl,
    data: {
      mname: 'ns.signpost.test',
      rname: 'hostmaster.signpost.test',
      serial: 1,
      refresh: 3600,
      retry: 600,
      expire: 86_400,
      minimum: ttl,
    },
  });
}

function encodeOpt(edns: NonNullable<DnsQuestion['edns']>, extendedRcode: number): Buffer {
  return encodeOne({
    type: 'OPT',
    name: '.',
    udpPayloadSize: OUR_PAYLOAD,
    extendedRcode,
    ednsVersion: 0,
    flags: edns.dnssecOk ? 0x8000 : 0,
    flag_do: edns.dnssecOk,
    options: [],
  });
}

function encodeOne(record: Answer): Buffer {
  return encode({ type: 'response', answers: [record] }).subarray(12);
}
