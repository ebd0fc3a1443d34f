import type { Case, ValidServerName } from '../../model/index.ts';
import { deliver } from '../delivery.ts';
import { direct, discover } from '../discover.ts';
import { sendRequest } from '../exchange.ts';
import type { HttpsExchange, HttpsReply } from '../https-exchange.ts';
import type { OpenConnection } from '../open-connection.ts';
import type { Attempt } from '../parts.ts';
import type { WireRequest } from '../request.ts';
import type { DiscoveredRoute } from '../route.ts';
import { fetchWellKnown } from '../well-known.ts';
import type { WellKnownResult } from '../well-known-result.ts';
import type { Mutant } from './mutant.ts';
import { hasSteps } from './worlds.ts';

const KEYS = /^\/_matrix\/key\//;
const MEDIA = /\/media\//;

/** Requests that do not go the way that all others go. */
export const attempts: readonly Mutant[] = [
  {
    name: 'keys-from-server-name',
    title: 'Asks port 8448 of the server name for keys, without looking any further',
    see: ['https://github.com/spantaleev/matrix-docker-ansible-deploy/issues/1125'],
    replaces: { discover: straight(({ path }) => KEYS.test(path)) },
    where: (c) => isFor(c, 'keys', KEYS),
  },
  {
    name: 'media-from-server-name',
    title: 'Asks port 8448 of the server name for media, without looking any further',
    see: ['https://github.com/matrix-org/matrix-spec-proposals/issues/1161'],
    replaces: { discover: straight(({ path }) => MEDIA.test(path)) },
    where: (c) => isFor(c, 'media', MEDIA),
  },
  {
    name: 'body-to-server-name',
    title: 'Sends what has a body to port 8448 of the server name, without looking any further',
    replaces: { discover: straight(({ body }) => body !== undefined) },
    where: ({ request }) => request.kind === 'http' && request.body !== undefined,
  },
  {
    name: 'keys-of-delegate-wanted',
    title: 'Wants the keys of the delegated name, and asks the server name for them where others came',
    replaces: { sendRequest: askingForKeysOfDelegate },
    where: (c) => isFor(c, 'keys', KEYS),
  },
  {
    name: 'waits-for-nobody',
    title: 'Takes a well-known file that another question is about to read for none',
    replaces: { fetchWellKnown: fetchAlone() },
    where: hasSteps,
  },
];

function isFor({ request }: Pick<Case, 'request'>, trigger: string, paths: RegExp): boolean {
  return request.kind === 'trigger' ? request.trigger === trigger : paths.test(request.path);
}

function straight(isMeant: (request: WireRequest) => boolean) {
  return async (attempt: Attempt, server: string, request: WireRequest): Promise<DiscoveredRoute> => {
    const asked = attempt.parts.readName(server);
    return asked.ok && isMeant(request)
      ? direct(attempt.parts, asked, asked)
      : discover(attempt, server, request);
  };
}

async function askingForKeysOfDelegate(
  attempt: Attempt,
  connection: OpenConnection,
  exchange: HttpsExchange,
): Promise<HttpsReply> {
  const reply = await sendRequest(attempt, connection, exchange);
  const { way } = exchange.rules.demand;
  if (way === undefined || way.deciding === way.asked || !KEYS.test(exchange.path)) return reply;
  const isOfDelegate = new TextDecoder().decode(reply.body).includes(`"server_name":"${way.deciding.text}"`);
  const { method, path } = exchange;
  if (!isOfDelegate) await deliver(attempt, direct(attempt.parts, way.asked, way.asked), { method, path });
  return reply;
}

function fetchAlone() {
  const open = new Set<string>();
  return async (attempt: Attempt, asked: ValidServerName): Promise<WellKnownResult> => {
    if (open.has(asked.host)) return { kind: 'silent', why: 'another question is about to read it' };
    open.add(asked.host);
    try {
      return await fetchWellKnown(attempt, asked);
    } finally {
      open.delete(asked.host);
    }
  };
}
