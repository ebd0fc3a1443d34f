import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, isIPv6, type Server, type Socket } from 'node:net';
import type { Case, Host, Listener } from '../model/index.ts';
import type { Certificates } from '../world/index.ts';

/** What the servers of the floor count, and nothing else. */
export interface Seen {
  handshakes: number;
  requests: number;
}

/** The listeners of a case on node:https, at the addresses that its DNS leads to and no others. */
export async function openBareHosts(
  c: Case,
  certificates: Certificates,
  seen: Seen,
): Promise<readonly Server[]> {
  const opened = c.hosts.flatMap((host) => listenersOf(c, host, certificates, seen));
  return (await Promise.all(opened)).flat();
}

export async function closeBareHosts(servers: readonly Server[]): Promise<void> {
  await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve()))));
}

function listenersOf(c: Case, host: Host, certificates: Certificates, seen: Seen): Promise<Server[]>[] {
  const addresses = [host.ipv4, host.ipv6].filter((address) => isKnown(c, address));
  return host.listeners.map(async (listener) => {
    if (listener.cert?.kind !== 'one') throw new Error('the floor knows only listeners with one certificate');
    const { cert } = await certificates.leaf(listener.cert.certificate);
    const key = await certificates.privateKey('p256');
    const https = createHttpsServer({ key, cert }, (request, response) => {
      seen.requests++;
      answer(listener, request, response);
    });
    https.on('secureConnection', () => {
      seen.handshakes++;
    });
    const [first = '', ...others] = addresses;
    // A second address needs no second context.
    const more = others.map((address) =>
      listening(
        createServer((socket: Socket) => https.emit('connection', socket)),
        address,
        listener.port,
      ),
    );
    return Promise.all([listening(https, first, listener.port), ...more]);
  });
}

function isKnown({ zone }: Case, address: string): boolean {
  return Object.values(zone)
    .flat()
    .some(({ answers: [{ records }] }) =>
      records.some((record) => 'address' in record && record.address === address),
    );
}

async function listening(server: Server, host: string, port: number): Promise<Server> {
  server.listen({ host, port, ipv6Only: isIPv6(host) });
  await once(server, 'listening');
  return server;
}

function answer(listener: Listener, request: IncomingMessage, response: ServerResponse): void {
  const route = listener.routes.find(({ path }) => path === request.url);
  if (route !== undefined) {
    const [{ status, headers, body }] = route.answers;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.writeHead(status, { 'content-length': body.length }).end(body);
  } else if (listener.homeserver && request.url?.startsWith('/_matrix/federation/v1/')) {
    const profile = request.url.startsWith('query/profile', '/_matrix/federation/v1/'.length);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(profile ? '{"displayname":"somebody"}' : '{"server":{"name":"Signpost","version":"1"}}');
  } else {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
  }
}
