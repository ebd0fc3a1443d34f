/** One DNS question as it came, with what its answer must repeat. */
export interface DnsQuestion {
  readonly id: number;
  /** Opcode, RD and CD as asked, in their places of the header's flags. */
  readonly echo: number;
  /** The bytes of the question section: resolvers randomise letter case (0x20) and compare. */
  readonly raw: Buffer;
  /** Letter case kept, no final dot; the root is ''. What is no letter, digit, `-`, `_` or `*` stands as `\\046`. */
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
  | { readonly kind: 'question'; readonly question: DnsQuestion };

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
  const opt = readOpt(bytes, asked.end + 4);
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

/** Twelve bytes may claim 65,535 records: what cannot be there is not looked for. */
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
    labels.push(labelText(bytes.toString('latin1', at + 1, at + 1 + length)));
    at += 1 + length;
  }
  const end = at + 1;
  if (end - 12 > 255 || end + 4 > bytes.length) return undefined;
  return { name: labels.join('.'), end };
}

/** RFC 4343 2.1: a dot within a label is not one between two, and no byte of a client's choice reaches a terminal. */
function labelText(label: string): string {
  return label.replace(/[^A-Za-z0-9_*-]/g, (byte) => `\\${String(byte.charCodeAt(0)).padStart(3, '0')}`);
}

const OPT = 41;

/**
 * The OPT record among the additional ones. Read by hand in one pass: names are skipped, not followed, as 64 KiB of
 * pointers to pointers would take a decoder half a second.
 */
function readOpt(bytes: Buffer, start: number): DnsQuestion['edns'] | 'malformed' {
  const others = bytes.readUInt16BE(6) + bytes.readUInt16BE(8);
  const count = others + bytes.readUInt16BE(10);
  let opt: DnsQuestion['edns'];
  let at = start;
  for (let index = 0; index < count; index++) {
    const fields = skipName(bytes, at);
    if (fields === undefined || fields + 10 > bytes.length) return 'malformed';
    const end = fields + 10 + bytes.readUInt16BE(fields + 8);
    if (end > bytes.length) return 'malformed';
    if (bytes.readUInt16BE(fields) === OPT && index >= others) {
      // RFC 6891 6.1.1: one at most, and its owner is the root.
      if (opt !== undefined || bytes[at] !== 0) return 'malformed';
      opt = {
        size: bytes.readUInt16BE(fields + 2),
        version: bytes.readUInt8(fields + 5),
        dnssecOk: (bytes.readUInt8(fields + 6) & 0x80) !== 0,
      };
    }
    at = end;
  }
  return opt;
}

/** Where what comes after a name begins; a pointer is its end. */
function skipName(bytes: Buffer, start: number): number | undefined {
  for (let at = start; ; ) {
    const length = bytes[at];
    if (length === undefined) return undefined;
    if (length === 0) return at + 1;
    if (length >= 0xc0) return at + 2;
    if (length > 63) return undefined;
    at += 1 + length;
  }
}
