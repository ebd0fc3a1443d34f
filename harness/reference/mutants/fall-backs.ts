import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { direct, type Route, targetsOf } from '../discover.ts';
import type { Errand } from '../errand.ts';
import { type Exchange, headersOf, type Reply, sendRequest } from '../exchange.ts';
import { DiscoveryFailure, failureOf } from '../failure.ts';
import { type Connection, tryAddresses } from '../try-addresses.ts';
import type { Mutant } from './mutant.ts';
import { hasClearText, hasFile, hasFileAndSrv, hasSrv, hasSrvOf } from './worlds.ts';

/** Ways on that do not exist. */
export const fallBacks: readonly Mutant[] = [
  {
    name: 'back-to-server-name',
    title: 'Goes to port 8448 of the server name when the delegated server cannot be reached',
    see: ['https://github.com/matrix-construct/tuwunel/issues/186'],
    replaces: {
      fallBack: async ({ parts }, { asked, deciding }) =>
        deciding === asked ? undefined : direct(parts, asked, asked),
    },
    where: hasFile,
  },
  {
    name: 'back-to-srv-of-server-name',
    title: 'Goes on with the SRV records of the server name when the delegated server cannot be reached',
    replaces: {
      fallBack: async (errand, { asked, deciding }) =>
        deciding === asked ? undefined : found(asked, await targetsOf(errand, asked.host, asked)),
    },
    where: hasFileAndSrv,
  },
  {
    name: 'deprecated-srv-after-dead-one',
    title: 'Goes on with the deprecated SRV records when the targets of the current ones are dead',
    see: ['https://github.com/matrix-org/synapse/pull/16137'],
    replaces: {
      fallBack: async (errand, { asked, deciding, targets }) => {
        if (targets[0]?.name === deciding.host || deciding.port !== undefined) return undefined;
        const records = await errand
          .lookUp((dns) => dns.resolveSrv(`_matrix._tcp.${deciding.host}`))
          .catch(() => []);
        return records.length === 0 ? undefined : { asked, deciding, targets: records };
      },
    },
    where: hasSrvOf('_matrix'),
  },
  {
    name: 'port-8448-after-dead-srv',
    title: 'Goes to port 8448 of the name itself when its SRV targets are dead',
    replaces: {
      fallBack: async ({ parts }, { asked, deciding, targets }) =>
        targets[0]?.name === deciding.host ? undefined : direct(parts, deciding, asked),
    },
    where: hasSrv,
  },
  {
    name: 'port-443-after-8448',
    title: 'Goes to port 443 when port 8448 does not do',
    replaces: {
      fallBack: async (_errand, route) => {
        const targets = route.targets.filter(({ port }) => port === 8448);
        return targets.length === 0
          ? undefined
          : { ...route, targets: targets.map((target) => ({ ...target, port: 443 })) };
      },
    },
  },
  {
    name: 'clear-text-after-failed-tls',
    title: 'Sends the request in clear text where TLS fails',
    replaces: { sendRequest: sendAnyway },
    where: hasClearText,
  },
  {
    name: 'next-target-after-error-status',
    title: 'Takes an error that the server answers with for one of the way, and tries the next',
    replaces: { isFinal: (status) => status < 400 },
  },
];

function found(asked: Route['asked'], targets: Route['targets']): Route | undefined {
  return targets.length === 0 ? undefined : { asked, deciding: asked, targets };
}

async function sendAnyway(errand: Errand, connection: Connection, exchange: Exchange): Promise<Reply> {
  try {
    return await sendRequest(errand, connection, exchange);
  } catch (error) {
    const failed = error instanceof DiscoveryFailure && error.message.startsWith('TLS with');
    if (!failed || exchange.rules.demand.purpose !== 'federation') throw error;
    return inClearText(errand, connection, exchange);
  }
}

async function inClearText(
  errand: Errand,
  { address, port }: Connection,
  exchange: Exchange,
): Promise<Reply> {
  const { socket } = await tryAddresses(errand, [address], port);
  const { method, path, body } = exchange;
  const createConnection = () => socket;
  const sending = request({ createConnection, method, path, setHost: false, headers: headersOf(exchange) });
  try {
    const answer = once(sending, 'response') as Promise<[IncomingMessage]>;
    sending.end(body);
    const [{ statusCode: status = 0, headers }] = await answer;
    return { status, headers, body: new Uint8Array() };
  } catch (error) {
    throw failureOf(`${method} ${path} in clear text`, error);
  } finally {
    socket.destroy();
  }
}
