import type { IncomingHttpHeaders } from 'node:http';

const HOUR = 3600;

/**
 * Seconds for which the answer to a request for a well-known file is kept, with its last headers; 0: not at all.
 * `usable`: it is a file that counts. C-3, C-4, C-15: Cache-Control and Expires decide, and no other header. C-5 to C-7
 * say how long without them, and how long at most. AMB-10, reading (a): they are read by RFC 9111, so that `no-store` and
 * `max-age=0` are obeyed; and those of an error count as well.
 */
export function lifetime(headers: IncomingHttpHeaders, usable: boolean): number {
  const [usual, most] = usable ? [24 * HOUR, 48 * HOUR] : [HOUR, HOUR];
  return Math.max(0, Math.min(told(headers) ?? usual, most));
}

/** Undefined where no header says anything. */
function told({
  'cache-control': control = '',
  expires,
  date,
  age,
}: IncomingHttpHeaders): number | undefined {
  if (/(?:^|[\s,])no-(?:store|cache)\b/i.test(control)) return 0;
  const [, maxAge] = /(?:^|[\s,])max-age="?(\d+)/i.exec(control) ?? [];
  if (maxAge !== undefined) return Number(maxAge) - (Number(age) || 0);
  if (expires === undefined) return undefined;
  // RFC 9111 5.3: a date that is none is one that has passed.
  const until = Date.parse(expires);
  const from = date === undefined ? Date.now() : Date.parse(date);
  return Number.isNaN(until - from) ? 0 : (until - from) / 1000;
}
