import type { Case } from '../../model/index.ts';
import { authorization, signedObject } from '../authorization.ts';
import { sendRequest } from '../exchange.ts';
import type { HttpsExchange } from '../https-exchange.ts';
import { OWN_NAME, signatureOf } from '../identity.ts';
import type { Parts } from '../parts.ts';
import type { Demand } from '../peer.ts';
import type { Mutant } from './mutant.ts';

/** What is signed, and how it is written down. */
export const xMatrix: readonly Mutant[] = [
  {
    name: 'unsigned',
    title: 'Signs no request',
    replaces: { hasToBeSigned: () => false },
  },
  {
    name: 'destination-of-delegate',
    title: 'Signs for the delegated name as destination, and names it in X-Matrix',
    see: ['https://github.com/matrix-org/matrix-spec-proposals/issues/2512'],
    replaces: { destination: (_asked, deciding) => deciding.text },
  },
  {
    name: 'destination-without-port',
    title: 'Leaves the port of the server name out of the destination',
    replaces: { destination: ({ kind, host }) => (kind === 'ipv6' ? `[${host}]` : host) },
  },
  {
    name: 'destination-in-lower-case',
    title: 'Writes the destination in lower case',
    see: ['https://github.com/matrix-org/synapse/issues/7728'],
    replaces: { destination: (asked) => asked.text.toLowerCase() },
  },
  {
    name: 'no-destination',
    title: 'Leaves the destination out of X-Matrix',
    see: [
      'https://github.com/ruma/ruma/pull/1824',
      'https://github.com/matrix-org/sytest/pull/1354',
      'https://github.com/t2bot/matrix-media-repo/issues/646',
    ],
    replaces: { authorization: (signed) => authorization(signed).replace(/destination="[^"]*",/, '') },
  },
  {
    name: 'origin-of-destination',
    title: 'Names the destination as origin as well',
    replaces: {
      signedObject: (request, uri, destination) => ({
        ...signedObject(request, uri, destination),
        origin: destination,
      }),
    },
  },
  {
    name: 'signs-path-without-query',
    title: 'Signs the path of a request without its query',
    see: ['https://github.com/mautrix/go/pull/381'],
    replaces: { signedUri: (path) => path.replace(/\?.*$/, '') },
  },
  {
    name: 'signs-whole-url',
    title: 'Signs the URL with scheme and host',
    replaces: { signedUri: (path, host) => `https://${host}${path}` },
  },
  {
    name: 'signs-without-body',
    title: 'Leaves the body out of what is signed',
    replaces: {
      signedObject: ({ method, path }, uri, destination) => signedObject({ method, path }, uri, destination),
    },
  },
  {
    name: 'signs-keys-as-they-come',
    title: 'Signs JSON that is not canonical',
    replaces: {
      authorization: (signed) =>
        authorization(signed).replace(/sig="[^"]*"/, `sig="${signatureOf(JSON.stringify(signed))}"`),
    },
  },
  {
    name: 'values-not-quoted',
    title: 'Quotes no value in X-Matrix',
    replaces: { authorization: (signed) => authorization(signed).replaceAll('"', '') },
  },
  {
    name: 'origin-with-scheme',
    title: 'Writes the origin as a URL',
    replaces: {
      authorization: (signed) => authorization(signed).replace(OWN_NAME, `https://${OWN_NAME}`),
    },
  },
  {
    name: 'signs-request-for-file',
    title: 'Signs the request for the well-known file',
    replaces: { sendRequest: signingRequestsFor('file') },
    where: isSigned,
  },
  {
    name: 'signs-redirected-request',
    title: 'Signs the request that a redirect of the well-known file leads to',
    replaces: { sendRequest: signingRequestsFor('redirected file') },
    where: isSigned,
  },
];

/** In which somebody who signs is asked for. */
function isSigned({ needs }: Pick<Case, 'needs'>): boolean {
  return needs.includes('signed');
}

function signingRequestsFor(purpose: Demand['purpose']): Parts['sendRequest'] {
  return (attempt, connection, exchange) =>
    sendRequest(attempt, connection, exchange.rules.demand.purpose === purpose ? signed(exchange) : exchange);
}

function signed(exchange: HttpsExchange): HttpsExchange {
  return {
    ...exchange,
    authorization: authorization(signedObject(exchange, exchange.path, exchange.host)),
  };
}
