import { type IncomingMessage, request } from 'node:http';
import { withoutBrackets } from '../../model/index.ts';
import { abortable } from '../patience.ts';
import type { ClientRequest } from './client-request.ts';

export interface ClientAnswer {
  readonly status: number;
  /** Its Content-Type. */
  readonly type?: string | undefined;
  /** Its beginning: what is of interest, an error or a key document, is short. */
  readonly body: string;
}

const BODY_LIMIT = 64 * 1024;
/** Answers of status 1xx, which come before the real one. */
const MOST_INFORMATION = 100;

/** Sends one request over a connection of its own. Rejects with the signal's reason, or with Node's error. */
export async function exchange(
  origin: string,
  { method, path, headers, body }: ClientRequest,
  signal: AbortSignal,
): Promise<ClientAnswer> {
  signal.throwIfAborted();
  const { hostname, port } = new URL(origin);
  const json = body === undefined ? {} : { 'Content-Type': 'application/json' };
  const answered = new Promise<ClientAnswer>((resolve, reject) => {
    const asked = request({
      host: withoutBrackets(hostname),
      port: port || 80,
      method,
      path,
      headers: { ...json, ...headers },
      // A kept connection may be closed by the other side just when it is used again.
      agent: false,
      signal,
    });
    let informed = 0;
    asked.on('information', () => {
      if (++informed > MOST_INFORMATION) asked.destroy(new Error('it goes on sending answers of status 1xx'));
    });
    asked.once('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      read(response).then((text) => resolve({ status, type: headers['content-type'], body: text }), reject);
    });
    // Also after an answer: a connection that breaks then is nobody's concern.
    asked.on('error', reject);
    asked.end(body);
  });
  return abortable(answered, signal);
}

async function read(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early closes the connection.
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > BODY_LIMIT) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, BODY_LIMIT);
}
