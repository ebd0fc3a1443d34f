import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { patience } from '../../base/index.ts';
import { headersOf, sendRequest } from '../exchange.ts';
import { failureOf } from '../failure.ts';
import type { HttpsExchange, HttpsReply } from '../https-exchange.ts';
import type { OpenConnection } from '../open-connection.ts';
import type { Attempt, Parts } from '../parts.ts';
import { trust } from '../trust.ts';

/** What a connection is kept under, to be used again; undefined: it is used once. */
export type ConnectionKey = (connection: OpenConnection, exchange: HttpsExchange) => string | undefined;

/**
 * A part that sends requests with one key over one connection, wherever it was made to: the next waits until the one before
 * has its answer. Keys have names and addresses of one case in them, so that no case meets the connections of another.
 */
export function sendByPool(keyOf: ConnectionKey): Parts['sendRequest'] {
  const agents = new Map<string, Agent>();
  return async (attempt, connection, exchange) => {
    const key = keyOf(connection, exchange);
    if (key === undefined) return sendRequest(attempt, connection, exchange);
    const agent = agents.get(key) ?? new OneConnection();
    agents.set(key, agent);
    return sendBy(agent, attempt, connection, exchange);
  };
}

/** It outlives the questions, and ends with the case, when the listeners close. */
class OneConnection extends Agent {
  constructor() {
    super({ keepAlive: true, maxSockets: 1, maxCachedSessions: 0, secureContext: trust() });
  }

  override getName(): string {
    return 'the one';
  }
}

async function sendBy(
  agent: Agent,
  attempt: Attempt,
  { address: host, port }: OpenConnection,
  exchange: HttpsExchange,
): Promise<HttpsReply> {
  const { rules, method, path, body, limit } = exchange;
  const { servername, demand } = rules;
  const sending = request({
    agent,
    host,
    port,
    method,
    path,
    setHost: false,
    headers: headersOf(exchange),
    ...(servername !== undefined && { servername }),
    checkServerIdentity: (_hostname, certificate) => {
      const why = attempt.parts.faultOfPeer({ certificate }, demand);
      return why === undefined ? undefined : new Error(why);
    },
  });
  // An answer that turns out to be broken ends the loop below, and this besides.
  sending.on('error', () => {});
  const stop = patience(attempt.parts.timeouts.reply, () => sending.destroy(new Error('no answer in time')));
  try {
    sending.end(body);
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    const chunks: Buffer[] = [];
    for await (const chunk of answer as AsyncIterable<Buffer>) chunks.push(chunk);
    const whole = Buffer.concat(chunks).subarray(0, limit);
    return { status: answer.statusCode ?? 0, headers: answer.headers, body: whole };
  } catch (error) {
    throw failureOf(`${method} ${path} at port ${port} of ${host}`, error);
  } finally {
    stop();
  }
}
