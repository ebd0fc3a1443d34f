import { STATUS_CODES } from 'node:http';
import type { HttpAnswer } from '../../model/index.ts';

export interface Head {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string | string[]])[];
}

/**
 * What the author wrote, and nothing else but Date and what says how long the body is. `length`: of the body that is
 * promised, whether or not all of it is sent.
 */
export function headOf(answer: HttpAnswer, length: number, version: '1.0' | '1.1' | '2'): Head {
  const headers = new Map<string, string | string[]>();
  for (const [name, value] of Object.entries(answer.headers)) {
    headers.set(name, typeof value === 'string' ? withDates(value) : value.map((one) => withDates(one)));
  }
  const has = (name: string): boolean => [...headers.keys()].some((key) => key.toLowerCase() === name);
  if (answer.location !== undefined) headers.set('Location', answer.location);
  if (answer.gzip === true) headers.set('Content-Encoding', 'gzip');
  if (has('content-length') || has('transfer-encoding') || !mayHaveBody(answer.status))
    return { status: answer.status, headers: [...headers] };
  // HTTP/2 knows no chunks: there a body without a length does the same. In HTTP/1.0 the end of the connection does.
  const measured = answer.chunked !== true && answer.endless !== true;
  if (measured) headers.set('Content-Length', String(length));
  else if (version === '1.1') headers.set('Transfer-Encoding', 'chunked');
  return { status: answer.status, headers: [...headers] };
}

/** As HTTP/1.0 has it: Node itself writes no other version than 1.1. */
export function textOf({ status, headers }: Head): string {
  const lines = headers.flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`));
  if (!headers.some(([name]) => name.toLowerCase() === 'date'))
    lines.push(`Date: ${new Date().toUTCString()}`);
  return [`HTTP/1.0 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n');
}

/** `{httpdate +3600}`: seconds from now, as an HTTP date. */
export function withDates(value: string, today = Date.now()): string {
  return value.replace(/\{httpdate(?: ?([+-]\d+))?\}/g, (_, seconds: string | undefined) =>
    new Date(today + Number(seconds ?? 0) * 1000).toUTCString(),
  );
}

export function mayHaveBody(status: number): boolean {
  return status >= 200 && status !== 204 && status !== 304;
}
