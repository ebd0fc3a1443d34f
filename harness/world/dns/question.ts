import { type Answer, decode } from 'dns-packet';

/** One DNS question as it came, with what its answer must repeat. */
export interface Question {
  readonly id: number;
  /** Opcode, RD and CD as asked, in their places of the header's flags. */
  readonly echo: number;
  /** The bytes of the question section: resolvers randomise letter case (0x20) and compare. */
  readonly raw: Buffer;
  /** Letter case kept, no final dot; the root is ''. */
  readonly name: string;
  readonly type: number;
  readonly class: number;
  readonly edns?: { readonly size: number; readonly version: number; readonly dnssecOk: boolean };
}

export type Incoming =
  /** Too broken, or an answer: whoever answered would feed a loop. */
  | { readonly kind: 'ignore' }
  /** A header that can be answered, and nothing else that can. */
  | {
      readonly kind: 'refuse';
      readonly rcode: 'FORMERR' | 'NOTIMP';
      readonly id: number;
      readonly echo: number;
    }
  | { readonly kind: 'question'; readonly question: Question };

const RESPONSE = 0x8000;
const OPCODE = 0x7800;
const RECURSION_DESIRED = 0x0100;
const CHECKING_DISABLED = 0x0010;

export function readQuestion(bytes: Buffer): Incoming {
  if (bytes.length < 12) return { kind: 'ignore' };
  const id = bytes.readUInt16BE(0);
  const flags = bytes.readUInt16BE(2);
  if ((flags & RESPONSE) !== 0) return { kind: 'ignore' };
  const echo = flags & (OPCODE | RECURSION_DESIRED | CHECKING_DISABLED);
  if ((flags & OPCODE) !== 0) return { kind: 'refuse', rcode: 'NOTIMP', id, echo };
  const formerr = { kind: 'refuse', rcode: 'FORMERR', id, echo } as const;

  if (bytes.readUInt16BE(4) !== 1 || !countsCanBeTrue(bytes)) return formerr;
  const asked = readName(bytes);
  if (asked === undefined) return formerr;
  const opt = readOpt(bytes);
  if (opt === 'malformed') return formerr;
  const question = {
    id,
    echo,
    raw: bytes.subarray(12, asked.end + 4),
    name: asked.name,
    type: bytes.readUInt16BE(asked.end),
    class: bytes.readUInt16BE(asked.end + 2),
  };
  return { kind: 'question', question: opt === undefined ? question : { ...question, edns: opt } };
}

/** dns-packet trusts the counts: twelve bytes that claim 65,535 records would cost a millisecond. */
function countsCanBeTrue(bytes: Buffer): boolean {
  const records = bytes.readUInt16BE(6) + bytes.readUInt16BE(8) + bytes.readUInt16BE(10);
  return 5 * bytes.readUInt16BE(4) + 11 * records <= bytes.length - 12;
}

/** The name of the question, whose labels stand in a row: a pointer could lead only into the header. */
function readName(bytes: Buffer): { name: string; end: number } | undefined {
  const labels: string[] = [];
  let at = 12;
  for (;;) {
    const length = bytes[at];
    if (length === undefined || length > 63) return undefined;
    if (length === 0) break;
    if (at + 1 + length >= bytes.length) return undefined;
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const end = at + 1;
  if (end - 12 > 255 || end + 4 > bytes.length) return undefined;
  return { name: labels.join('.'), end };
}

function readOpt(bytes: Buffer): Question['edns'] | 'malformed' {
  if (bytes.readUInt16BE(10) === 0) return undefined;
  let additionals: readonly Answer[];
  try {
    additionals = decode(bytes).additionals ?? [];
  } catch {
    return 'malformed';
  }
  // A string at the end of a packet makes it start again at byte 0, or leaves the count not a number.
  if (!Number.isInteger(decode.bytes) || decode.bytes > bytes.length) return 'malformed';
  const opt = additionals.find((record) => record.type === 'OPT');
  if (opt?.type !== 'OPT') return undefined;
  return { size: opt.udpPayloadSize, version: opt.ednsVersion, dnssecOk: opt.flag_do };
}
