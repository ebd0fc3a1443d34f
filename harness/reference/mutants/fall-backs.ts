import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { headersOf, sendRequest } from '../exchange.ts';
import { DiscoveryFailure, failureOf } from '../failure.ts';
import type { HttpsExchange, HttpsReply } from '../https-exchange.ts';
import type { OpenConnection } from '../open-connection.ts';
import type { Attempt, FallBack } from '../parts.ts';
import type { DiscoveredRoute, EndedRoute } from '../route.ts';
import { tryAddresses } from '../try-addresses.ts';
import type { Mutant } from './mutant.ts';
import {
  toNextTarget,
  toOtherSrv,
  toPort,
  toServerName,
  toSrvOfServerName,
  wentBySrv,
  whereNobodyAnswers,
} from './ways.ts';
import { hasClearText, hasFile, hasFileAndSrv, hasSrv, hasSrvOf } from './worlds.ts';

/** Ways on that do not exist, whatever went wrong and in whichever step; those of one step are in `finality.ts`. */
export const fallBacks: readonly Mutant[] = [
  {
    name: 'back-to-server-name',
    title: 'Goes to port 8448 of the server name when the delegated server cannot be reached',
    see: ['https://github.com/matrix-construct/tuwunel/issues/186'],
    replaces: { fallBack: whereNobodyAnswers(toServerName) },
    where: hasFile,
  },
  {
    name: 'back-to-srv-of-server-name',
    title: 'Goes on with the SRV records of the server name when the delegated server cannot be reached',
    replaces: { fallBack: whereNobodyAnswers(toSrvOfServerName) },
    where: hasFileAndSrv,
  },
  {
    name: 'deprecated-srv-after-dead-one',
    title: 'Goes on with the deprecated SRV records when the targets of the current ones are dead',
    see: ['https://github.com/matrix-org/synapse/pull/16137'],
    replaces: { fallBack: whereNobodyAnswers(afterSrv(toOtherSrv)) },
    where: hasSrvOf('_matrix'),
  },
  {
    name: 'port-8448-after-dead-srv',
    title: 'Goes to port 8448 of the name itself when its SRV targets are dead',
    replaces: { fallBack: whereNobodyAnswers(afterSrv(toPort(8448))) },
    where: hasSrv,
  },
  {
    name: 'port-443-after-8448',
    title: 'Goes to port 443 when port 8448 does not do',
    replaces: { fallBack: whereNobodyAnswers(to443InsteadOf8448) },
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
    replaces: { fallBack: ({ trouble }) => (trouble === 'status' ? toNextTarget : undefined) },
  },
];

function afterSrv(way: FallBack): FallBack {
  return async (attempt, from) => (wentBySrv(from) ? way(attempt, from) : undefined);
}

async function to443InsteadOf8448(_attempt: Attempt, from: EndedRoute): Promise<DiscoveredRoute | undefined> {
  const targets = from.targets.filter(({ port }) => port === 8448);
  return targets.length === 0
    ? undefined
    : { ...from, targets: targets.map((target) => ({ ...target, port: 443 })) };
}

async function sendAnyway(
  attempt: Attempt,
  connection: OpenConnection,
  exchange: HttpsExchange,
): Promise<HttpsReply> {
  try {
    return await sendRequest(attempt, connection, exchange);
  } catch (error) {
    const failed = error instanceof DiscoveryFailure && error.message.startsWith('TLS with');
    if (!failed || exchange.rules.demand.purpose !== 'federation') throw error;
    return inClearText(attempt, connection, exchange);
  }
}

async function inClearText(
  attempt: Attempt,
  { address, port }: OpenConnection,
  exchange: HttpsExchange,
): Promise<HttpsReply> {
  const { socket } = await tryAddresses(attempt, [address], port);
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
