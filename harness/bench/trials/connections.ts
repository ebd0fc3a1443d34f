import path from 'node:path';
import type { Case } from '../../model/index.ts';
import { openCertificates, openWorld, pkiFolder, requireOwnNamespace } from '../../world/index.ts';
import { closeBareHosts, openBareHosts } from '../bare-hosts.ts';
import { runClient } from '../client.ts';
import { delegations } from '../delegations.ts';

export interface ConnectionsSettings {
  readonly server: 'signpost' | 'bare';
  readonly connections: number;
}

export interface Rate {
  readonly perSecond: number;
}

const HOSTS = 50;
const CLIENT = path.join(import.meta.dirname, '../clients/connect.mjs');

/** New TLS connections a second, one GET on each, from a client in a process of its own. */
export async function connections({ server, connections: count }: ConnectionsSettings): Promise<Rate> {
  requireOwnNamespace();
  const cases = (await delegations(HOSTS * 4)).filter(({ hosts }) => hosts[0]?.listeners[0]?.port === 8448);
  const places = cases.map(({ name, hosts: [host] }) => ({ host: host?.ipv4, port: 8448, servername: name }));
  const ask = (times: number) => runClient<Rate>(CLIENT, { places, count: times, width: 32 });
  const measure = async (): Promise<Rate> => {
    // The first connection to a listener makes its context.
    await ask(places.length);
    return ask(count);
  };
  return server === 'signpost' ? withWorld(cases, measure) : withBareHosts(cases, measure);
}

async function withWorld<T>(cases: readonly Case[], work: () => Promise<T>): Promise<T> {
  await using world = await openWorld();
  await Promise.all(cases.map((c) => world.open(c)));
  return await work();
}

async function withBareHosts<T>(cases: readonly Case[], work: () => Promise<T>): Promise<T> {
  const certificates = await openCertificates(pkiFolder());
  const seen = { handshakes: 0, requests: 0 };
  const servers = (await Promise.all(cases.map((c) => openBareHosts(c, certificates, seen)))).flat();
  try {
    return await work();
  } finally {
    await closeBareHosts(servers);
  }
}
