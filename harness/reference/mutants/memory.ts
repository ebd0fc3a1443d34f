import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { Agent, type RequestOptions, request } from 'node:https';
import { patience } from '../../base/index.ts';
import type { ValidServerName } from '../../model/index.ts';
import { discover } from '../discover.ts';
import { headersOf } from '../exchange.ts';
import { failureOf } from '../failure.ts';
import type { HttpsExchange, HttpsReply } from '../https-exchange.ts';
import { lifetime } from '../lifetime.ts';
import type { OpenConnection } from '../open-connection.ts';
import type { Attempt } from '../parts.ts';
import type { DiscoveredRoute } from '../route.ts';
import { trust } from '../trust.ts';
import { fetchWellKnown } from '../well-known.ts';
import type { WellKnownResult } from '../well-known-result.ts';
import type { Mutant } from './mutant.ts';
import { hasSteps } from './worlds.ts';

/** What is kept from one question to the next. Names and addresses belong to one case each, so that no case learns from another. */
export const memory: readonly Mutant[] = [
  {
    name: 'connections-by-address',
    title: 'Uses a connection again for any name that has the same address',
    see: ['https://github.com/t2bot/matrix-media-repo/issues/478'],
    replaces: { sendRequest: sendByPool },
    where: hasSteps,
  },
  {
    name: 'delegation-by-address',
    title: 'Keeps the well-known file of one name for every name with the same address',
    see: ['https://github.com/t2bot/matrix-media-repo/issues/478'],
    replaces: { fetchWellKnown: fetchOnce() },
    where: hasSteps,
  },
  {
    name: 'route-by-hostname',
    title: 'Keeps the way to a host for every port of it',
    see: ['https://github.com/t2bot/matrix-media-repo/issues/478'],
    replaces: { discover: discoverOnce() },
    where: hasSteps,
  },
  {
    name: 'keeps-no-file',
    title: 'Asks for the well-known file of a name again for every request',
    see: ['https://github.com/matrix-org/gomatrixserverlib/issues/246'],
    replaces: { lifetime: (headers, usable) => (usable ? 0 : lifetime(headers, usable)) },
    where: hasSteps,
  },
  {
    name: 'keeps-no-failure',
    title: 'Asks again for a well-known file that is not there, for every request',
    see: ['https://github.com/matrix-org/synapse/issues/7231'],
    replaces: { lifetime: (headers, usable) => (usable ? lifetime(headers, usable) : 0) },
    where: hasSteps,
  },
  {
    name: 'lifetime-of-any-header',
    title: 'Takes the max-age of any header for how long a well-known file may be kept',
    replaces: {
      lifetime: (headers, usable) =>
        lifetime({ ...headers, 'cache-control': Object.values(headers).flat().join(', ') }, usable),
    },
    where: hasSteps,
  },
];

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

async function sendByPool(
  attempt: Attempt,
  connection: OpenConnection,
  exchange: HttpsExchange,
): Promise<HttpsReply> {
  const { address: host, port } = connection;
  const { rules, method, path, body, limit } = exchange;
  const { servername, demand } = rules;
  const sending = request({
    agent: thePool(),
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

function fetchOnce() {
  const known = new Map<string, WellKnownResult>();
  return async (attempt: Attempt, asked: ValidServerName): Promise<WellKnownResult> => {
    const addresses = await attempt.parts.resolveAddresses(attempt, asked.host).catch(() => []);
    const key = [...addresses].sort().join(' ');
    const found = known.get(key) ?? (await fetchWellKnown(attempt, asked));
    if (key !== '') known.set(key, found);
    return found;
  };
}

function discoverOnce() {
  const known = new Map<string, DiscoveredRoute>();
  return async (attempt: Attempt, server: string): Promise<DiscoveredRoute> => {
    const asked = attempt.parts.readName(server);
    const key = asked.ok ? asked.host : server;
    const route = known.get(key) ?? (await discover(attempt, server));
    known.set(key, route);
    return route;
  };
}
