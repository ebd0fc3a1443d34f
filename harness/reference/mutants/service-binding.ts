import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { decode, encode } from 'dns-packet';
import { patience } from '../../base/index.ts';
import type { Attempt } from '../parts.ts';

/** What a mutant reads of the HTTPS record of a name. */
export interface FoundBinding {
  /** 0: the target is an alias. */
  readonly priority: number;
  /** Without final dot; empty for the owner itself. */
  readonly target: string;
  readonly port?: number;
  readonly ipv4hint?: string;
}

const HTTPS = 65;
const PORT = 3;
const IPV4_HINT = 4;
/** Milliseconds. */
const WAITED = 2_000;

/** Node has no question for such records. Returns nothing where there is none, or no answer in time. */
export async function askBinding(attempt: Attempt, name: string): Promise<FoundBinding | undefined> {
  const [server = ''] = await attempt.lookUp(async (dns) => dns.getServers());
  const socket = createSocket('udp4');
  const withdrawal = new AbortController();
  const stop = patience(WAITED, () => withdrawal.abort());
  try {
    const type = `UNKNOWN_${HTTPS}` as 'A';
    socket.send(encode({ type: 'query', id: 1, flags: 0x0100, questions: [{ type, name }] }), 53, server);
    const [bytes] = await once(socket, 'message', { signal: withdrawal.signal });
    return bindingIn(bytes);
  } catch {
    return undefined;
  } finally {
    stop();
    socket.close();
  }
}

function bindingIn(bytes: Buffer): FoundBinding | undefined {
  const record = (decode(bytes).answers ?? []).find(({ type }) => String(type) === `UNKNOWN_${HTTPS}`);
  return record && 'data' in record && Buffer.isBuffer(record.data) ? readBinding(record.data) : undefined;
}

/** RFC 9460, section 2.2. */
function readBinding(data: Buffer): FoundBinding {
  const labels: string[] = [];
  let at = 2;
  for (let length = data[at] ?? 0; length > 0; length = data[at] ?? 0) {
    labels.push(data.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  const parameters = new Map<number, Buffer>();
  for (at += 1; at + 4 <= data.length; ) {
    const end = at + 4 + data.readUInt16BE(at + 2);
    parameters.set(data.readUInt16BE(at), data.subarray(at + 4, end));
    at = end;
  }
  const port = parameters.get(PORT)?.readUInt16BE();
  const hint = parameters.get(IPV4_HINT)?.subarray(0, 4).join('.');
  return {
    priority: data.readUInt16BE(),
    target: labels.join('.'),
    ...(port !== undefined && { port }),
    ...(hint !== undefined && { ipv4hint: hint }),
  };
}
