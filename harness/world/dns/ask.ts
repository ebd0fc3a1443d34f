import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import { type Answer, decode, encode } from 'dns-packet';
import { keysOf } from '../../base/index.ts';
import { type RecordType, rcodeNamed } from '../../model/index.ts';
import { requireOwnNamespace } from '../guard.ts';

/** A question to a name server of the mock internet. */
export interface AskedByHand {
  /** Absolute, without final dot. */
  readonly name: string;
  readonly type: RecordType;
  /** Address of the name server. */
  readonly server: string;
  /** How long to wait for an answer. */
  readonly ms: number;
}

export interface AnswerByHand {
  /** `NOERROR`, or the name of another response code. */
  readonly status: string;
  readonly records: readonly RecordByHand[];
}

/** As in a zone file. */
export interface RecordByHand {
  /** Without final dot. */
  readonly name: string;
  /** Seconds. */
  readonly ttl: number;
  readonly type: string;
  readonly data: string;
}

const PORT = 53;
const RECURSION_DESIRED = 0x0100;
const CODE = 0x0f;
/** RFC 9460, section 14.1: types that dns-packet has no names for. */
const NAMELESS: Readonly<Record<string, string>> = { SVCB: 'UNKNOWN_64', HTTPS: 'UNKNOWN_65' };

/**
 * Asks over UDP, and over TCP where the answer is truncated, as a resolver does. Undefined: no answer came in time. Only in a
 * sandbox of ours, as the addresses belong to other people outside.
 */
export async function askNameServer({
  name,
  type,
  server,
  ms,
}: AskedByHand): Promise<AnswerByHand | undefined> {
  requireOwnNamespace();
  // A type as dns-packet takes it, which knows more than its own types say.
  const asked = { name, type: (NAMELESS[type] ?? type) as 'A', class: 'IN' } as const;
  const question = encode({ type: 'query', id: 1, flags: RECURSION_DESIRED, questions: [asked] });
  const signal = AbortSignal.timeout(ms);
  try {
    const short = await overUdp(question, server, signal);
    return read(decode(short).flag_tc ? await overTcp(question, server, signal) : short);
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
}

async function overUdp(question: Buffer, server: string, signal: AbortSignal): Promise<Buffer> {
  const socket = createSocket('udp4');
  try {
    const answer = once(socket, 'message', { signal });
    socket.send(question, PORT, server);
    const [bytes] = await answer;
    return bytes;
  } finally {
    socket.close();
  }
}

/** RFC 1035, section 4.2.2: with two octets before it that give its length. */
async function overTcp(question: Buffer, server: string, signal: AbortSignal): Promise<Buffer> {
  const socket = createConnection({ port: PORT, host: server, signal });
  const length = Buffer.alloc(2);
  length.writeUInt16BE(question.length);
  socket.write(Buffer.concat([length, question]));
  let bytes = Buffer.alloc(0);
  for await (const chunk of socket) {
    bytes = Buffer.concat([bytes, chunk]);
    if (bytes.length >= 2 && bytes.length >= 2 + bytes.readUInt16BE(0)) break;
  }
  return bytes.subarray(2);
}

function read(bytes: Buffer): AnswerByHand {
  const code = bytes.readUInt8(3) & CODE;
  return {
    status: rcodeNamed(code) ?? `RESERVED${code}`,
    records: (decode(bytes).answers ?? []).flatMap(recordOf),
  };
}

function recordOf(answer: Answer): RecordByHand[] {
  if (answer.type === 'OPT') return [];
  const type = keysOf(NAMELESS).find((name) => NAMELESS[name] === answer.type) ?? answer.type;
  const { name, ttl = 0 } = answer as { readonly name: string; readonly ttl?: number };
  return [{ name, ttl, type, data: dataOf(answer) }];
}

function dataOf(answer: Exclude<Answer, { readonly type: 'OPT' }>): string {
  switch (answer.type) {
    case 'A':
    case 'AAAA':
      return answer.data;
    case 'CNAME':
      return absolute(answer.data);
    case 'SRV': {
      const { priority = 0, weight = 0, port, target } = answer.data;
      return `${priority} ${weight} ${port} ${absolute(target)}`;
    }
    case 'TXT':
      return [answer.data]
        .flat()
        .map((text) => JSON.stringify(text.toString()))
        .join(' ');
    default: {
      // RFC 3597, section 5: whatever it is.
      const octets = Buffer.from(answer.data as unknown as Uint8Array);
      return `\\# ${octets.length} ${octets.toString('hex')}`;
    }
  }
}

const absolute = (name: string) => (name === '.' ? name : `${name}.`);
