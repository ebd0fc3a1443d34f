import type { HttpAnswer } from '../../model/index.ts';
import { readRawAnswer } from './raw-answer.ts';
import type { OpenReading } from './well-known.ts';

/** What of an answer arrives at a client that reads HTTP as RFC 9110 and 9112 have it. */
export interface Received {
  readonly status: number;
  readonly headers: HttpAnswer['headers'];
  readonly location?: string;
  readonly body: Uint8Array;
  /** Octets of the body as they are sent. */
  readonly bytes: number;
  /** The connection ended before the promised end of the body. */
  readonly brokenOff: boolean;
  /** Milliseconds before the end of the body. */
  readonly ms: number;
  readonly endless: boolean;
  /** On what clients are known to differ. */
  readonly open: readonly OpenReading[];
}

export interface Unreadable {
  readonly unreadable: string;
  readonly open: readonly OpenReading[];
}

export function receive(answer: HttpAnswer): Received | Unreadable {
  if (answer.raw !== undefined) return readRawAnswer(answer.raw);
  const { status, headers, location, close = false, endless = false, gzip = false, drip, delay = 0 } = answer;
  const body = close ? answer.body.subarray(0, Math.floor(answer.body.length / 2)) : answer.body;
  const drops = drip ? Math.ceil(body.length / drip.bytes) * drip.everyMs : 0;
  return {
    status,
    headers,
    ...(location !== undefined && { location }),
    body,
    bytes: body.length,
    brokenOff: body.length < answer.body.length,
    ms: delay + drops,
    endless,
    open: gzip ? [{ id: 'S3-p', reading: 'a compressed body is unpacked, though nobody asked for it' }] : [],
  };
}
