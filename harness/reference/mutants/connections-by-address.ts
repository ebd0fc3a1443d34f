import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import type { Errand } from '../errand.ts';
import { type Exchange, headersOf, type Reply } from '../exchange.ts';
import { failureOf } from '../failure.ts';
import { patience } from '../patience.ts';
import { trust } from '../trust.ts';
import type { Connection } from '../try-addresses.ts';
import type { Mutant } from './mutant.ts';

/** Whoever has the same address and port gets the same connection, whatever name it was made for. */
class Pool extends Agent {
  override getName({ host, port }: RequestOptions = {}): string {
    return `${host}:${port}`;
  }
}

let pool: Pool | undefined;

/** Outlives the questions: its connections end with the case, when the listeners close. */
function thePool(): Pool {
  pool ??= new Pool({ keepAlive: true, maxCachedSessions: 0, secureContext: trust() });
  return pool;
}

async function send(errand: Errand, connection: Connection, exchange: Exchange): Promise<Reply> {
  const { address: host, port } = connection;
  const { rules, method, path, body, limit } = exchange;
  const headers = headersOf(exchange);
  const sending = request({ agent: thePool(), host, port, method, path, setHost: false, headers, ...rules });
  // An answer that turns out to be broken ends the loop below, and this besides.
  sending.on('error', () => {});
  const timer = patience(errand.parts.timeouts.reply, () => sending.destroy(new Error('no answer in time')));
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
    clearInterval(timer);
  }
}

export const connectionsByAddress: Mutant = {
  meta: {
    name: 'connections-by-address',
    title: 'Uses a connection again for any name that has the same address',
    see: ['https://github.com/t2bot/matrix-media-repo/issues/478'],
    replaces: 'sendRequest',
  },
  parts: { sendRequest: send },
};
