import type { Claim, ClaimedTarget } from '../judge/index.ts';
import type { Route } from './discover.ts';
import type { Errand } from './errand.ts';
import { DiscoveryFailure } from './failure.ts';
import type { Target, Way } from './parts.ts';
import type { Demand } from './peer.ts';
import type { WireRequest } from './request.ts';
import { type Connection, tryAddresses } from './try-addresses.ts';

/**
 * Sends the request to the first target that accepts a connection, and claims all that could have been it. Fails when
 * none does.
 */
export async function deliver(errand: Errand, route: Route, request: WireRequest): Promise<Claim> {
  const claims: (readonly ClaimedTarget[])[] = route.targets.map((target) => [claim(errand, route, target)]);
  const failures: string[] = route.passedOver === undefined ? [] : [`well-known: ${route.passedOver}`];
  for (const [index, target] of route.targets.entries()) {
    // V-8: no address, or none that accepts, leads to the next target. AMB-2, reading (a): nothing after that does.
    const connection = await reach(errand, target, (addresses) => {
      claims[index] = addresses.map((address) => claim(errand, route, target, address));
    }).catch(noteFailure(errand, failures));
    if (connection === undefined) continue;
    const status = await ask(errand, route, target, connection, request);
    if (errand.parts.isFinal(status)) return { kind: 'resolved', targets: claims.flat(), status };
    failures.push(`status ${status} at ${target.name}`);
  }
  throw new DiscoveryFailure(failures.join('; '));
}

async function reach(
  errand: Errand,
  { name, address, port }: Target,
  learn: (addresses: readonly string[]) => void,
): Promise<Connection> {
  const { parts } = errand;
  const addresses = address === undefined ? await parts.resolveAddresses(errand, name) : [address];
  learn(addresses);
  return tryAddresses(errand, addresses, port);
}

function noteFailure(errand: Errand, failures: string[]): (error: unknown) => undefined {
  return (error) => {
    errand.check();
    if (!(error instanceof DiscoveryFailure)) throw error;
    failures.push(error.message);
  };
}

async function ask(
  errand: Errand,
  route: Route,
  target: Target,
  connection: Connection,
  request: WireRequest,
): Promise<number> {
  const { parts } = errand;
  const way = wayTo(errand, route, target);
  const name = parts.certificateName(way);
  const servername = parts.sni(name, way);
  const demand: Demand = { purpose: 'federation', name, way };
  const rules = { demand, ...(servername !== undefined && { servername }) };
  const host = parts.hostHeader(way);
  const exchange = { ...request, ...signed(errand, route, request, host), rules, host, limit: 0 };
  const reply = await parts.sendRequest(errand, connection, exchange);
  return reply.status;
}

function signed(
  { parts }: Errand,
  { asked, deciding }: Route,
  request: WireRequest,
  host: string,
): { authorization?: string } {
  if (!parts.hasToBeSigned(request)) return {};
  const uri = parts.signedUri(request.path, host);
  const object = parts.signedObject(request, uri, parts.destination(asked, deciding));
  return { authorization: parts.authorization(object) };
}

function wayTo({ parts }: Errand, { asked, deciding }: Route, target: Target): Way {
  return { asked, deciding: parts.authority(deciding, target), target };
}

function claim(errand: Errand, route: Route, target: Target, address?: string): ClaimedTarget {
  const { parts } = errand;
  const way = wayTo(errand, route, target);
  return {
    name: target.name,
    ...(address !== undefined && { address }),
    port: target.port,
    host: parts.hostHeader(way),
    tls_name: parts.certificateName(way),
  };
}
