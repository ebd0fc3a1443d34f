import type { ServerResponse } from 'node:http';
import type { HttpAnswer } from '../../scenario/index.ts';

/** Sends what the author wrote, byte for byte: nothing is added but Date and Content-Length. */
export function sendAnswer(response: ServerResponse, answer: HttpAnswer): void {
  const headers = new Map<string, string | string[]>();
  for (const [name, value] of Object.entries(answer.headers)) {
    headers.set(name, typeof value === 'string' ? withDates(value) : value.map((one) => withDates(one)));
  }
  const has = (name: string): boolean => [...headers.keys()].some((key) => key.toLowerCase() === name);
  if (answer.location !== undefined) headers.set('Location', answer.location);
  if (!has('content-length') && !has('transfer-encoding') && mayHaveBody(answer.status))
    headers.set('Content-Length', String(answer.body.length));
  response.writeHead(answer.status, Object.fromEntries(headers));
  response.end(answer.body);
}

/** `{httpdate +3600}`: seconds from now, as an HTTP date. */
export function withDates(value: string, today = Date.now()): string {
  return value.replace(/\{httpdate(?: ?([+-]\d+))?\}/g, (_, seconds: string | undefined) =>
    new Date(today + Number(seconds ?? 0) * 1000).toUTCString(),
  );
}

function mayHaveBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}
