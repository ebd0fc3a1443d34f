import { withoutDefaultPort } from '../../model/index.ts';
import type { Mutant } from './mutant.ts';
import { type ConnectionKey, sendByPool } from './pooled.ts';
import { answersOn443, hasSteps } from './worlds.ts';

/** Under what a connection is kept, and for which requests it is used again. */
export const connections: readonly Mutant[] = [
  {
    name: 'connections-by-address',
    title: 'Uses a connection again for any name that has the same address',
    see: ['https://github.com/t2bot/matrix-media-repo/issues/478'],
    replaces: { sendRequest: sendByPool(({ address, port }) => `${address} ${port}`) },
    where: hasSteps,
  },
  {
    name: 'connections-by-machine',
    title: 'Uses a connection again for any name that has the same address, whatever the port',
    replaces: { sendRequest: sendByPool(ofRequests(({ address }) => address)) },
    where: hasSteps,
  },
  {
    name: 'connections-by-host',
    title: 'Uses a connection again for any request with the same Host, port 443 or none',
    replaces: { sendRequest: sendByPool(ofRequests(byHost)) },
    where: hasSteps,
  },
  {
    name: 'connections-by-certificate-name',
    title: 'Uses a connection again for any request that wants the same certificate',
    replaces: { sendRequest: sendByPool(ofRequests((_, { rules }) => rules.demand.name)) },
    where: hasSteps,
  },
  {
    name: 'connections-by-name-and-port',
    title:
      'Uses a connection again for any request that wants the same certificate on the same port, whatever the address',
    replaces: {
      sendRequest: sendByPool(ofRequests(({ port }, { rules }) => `${rules.demand.name} ${port}`)),
    },
    where: hasSteps,
  },
  {
    name: 'connections-by-hostname',
    title: 'Uses a connection again for any server name with the same hostname, whatever the port',
    replaces: {
      sendRequest: sendByPool(ofRequests((_, { rules }) => rules.demand.way?.asked.host)),
    },
    where: hasSteps,
  },
  {
    name: 'connections-by-delegated-hostname',
    title: 'Uses a connection again for any delegation to the same hostname, whatever the port',
    replaces: {
      sendRequest: sendByPool(
        ofRequests((_, { rules: { demand } }) => {
          const { asked, deciding } = demand.way ?? {};
          return deciding === asked ? undefined : deciding?.host;
        }),
      ),
    },
    where: hasSteps,
  },
  {
    name: 'connection-of-file-kept',
    title:
      'Sends the request over the connection on which the well-known file was asked for, where Host is the same',
    replaces: { sendRequest: sendByPool(byHost) },
    where: answersOn443,
  },
];

function byHost(_: unknown, { host }: { readonly host: string }): string {
  return withoutDefaultPort(host);
}

/** Federation requests alone: a well-known file is fetched over a connection of its own. */
function ofRequests(keyOf: ConnectionKey): ConnectionKey {
  return (connection, exchange) =>
    exchange.rules.demand.purpose === 'federation' ? keyOf(connection, exchange) : undefined;
}
