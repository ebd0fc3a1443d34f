import { type IncomingMessage, request } from 'node:http';
import type { TLSSocket } from 'node:tls';
import { patience } from '../base/index.ts';
import { DiscoveryFailure, failureOf } from './failure.ts';
import type { HttpsExchange, HttpsReply } from './https-exchange.ts';
import type { OpenConnection } from './open-connection.ts';
import type { Attempt } from './parts.ts';
import { secure } from './secure.ts';

export async function sendRequest(
  attempt: Attempt,
  connection: OpenConnection,
  exchange: HttpsExchange,
): Promise<HttpsReply> {
  const socket = await secure(attempt, connection, exchange.rules);
  const what = `${exchange.method} ${exchange.path} at port ${connection.port} of ${connection.address}`;
  const { reply: ms } = attempt.parts.timeouts;
  const late = new DiscoveryFailure(`no whole answer within ${ms} ms`, { trouble: 'stall' });
  const stop = patience(ms, () => socket.destroy(late));
  try {
    return await readBody(await send(socket, exchange), exchange.limit);
  } catch (error) {
    // Who reads a body hears only that it ended.
    throw socket.errored === late ? late : failureOf(what, error);
  } finally {
    stop();
    socket.destroy();
  }
}

export function headersOf({ host, body, authorization }: HttpsExchange) {
  return {
    host,
    'user-agent': 'signpost-reference',
    accept: 'application/json',
    ...(authorization !== undefined && { authorization }),
    ...(body !== undefined && {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }),
  };
}

function send(socket: TLSSocket, exchange: HttpsExchange): Promise<IncomingMessage> {
  const { method, path, body } = exchange;
  return new Promise((resolve, reject) => {
    request({
      createConnection: () => socket,
      method,
      path,
      setHost: false,
      headers: headersOf(exchange),
    })
      .on('response', resolve)
      .on('error', reject)
      // An upgrade that nobody asked for ends so, without an error.
      .on('close', () => reject(new DiscoveryFailure('closed without an answer', { trouble: 'reset' })))
      .end(body);
  });
}

async function readBody(answer: IncomingMessage, limit: number): Promise<HttpsReply> {
  const { statusCode: status = 0, headers } = answer;
  answer.on('error', () => {});
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of wholeBody(answer)) {
    length += chunk.length;
    if (length > limit) throw new DiscoveryFailure(`the body is larger than ${limit} bytes`);
    chunks.push(chunk);
  }
  return { status, headers, body: Buffer.concat(chunks) };
}

async function* wholeBody(answer: IncomingMessage): AsyncGenerator<Buffer> {
  try {
    yield* answer as AsyncIterable<Buffer>;
  } catch (error) {
    throw new DiscoveryFailure(`the body ended early: ${(error as Error).message}`, {
      trouble: 'cut-body',
      cause: error,
    });
  }
}
