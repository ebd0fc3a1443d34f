import type { HttpAnswer } from '../../model/index.ts';
import { readRawAnswer } from './raw-answer.ts';
import type { Received, Unreadable } from './received.ts';

/** What of an answer arrives, as it is sent. */
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
    unusual: answer.chunked === true || drip !== undefined || answer.http === '1.0' || close,
    open: gzip ? [{ id: 'S3-p', reading: 'a compressed body is unpacked, though nobody asked for it' }] : [],
  };
}
