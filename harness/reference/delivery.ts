import type { Claim, ClaimedTarget } from '../evidence/index.ts';
import { DiscoveryFailure } from './failure.ts';
import type { OpenConnection } from './open-connection.ts';
import type { Attempt } from './parts.ts';
import type { Demand } from './peer.ts';
import type { WireRequest } from './request.ts';
import type { Approach, ConnectTarget, DiscoveredRoute } from './route.ts';
import { tryAddresses } from './try-addresses.ts';

/**
 * Sends the request to the first target that accepts a connection, and claims all that could have been it. Fails when
 * none does.
 */
export async function deliver(
  attempt: Attempt,
  route: DiscoveredRoute,
  request: WireRequest,
): Promise<Claim> {
  const claims: (readonly ClaimedTarget[])[] = route.targets.map((target) => [claim(attempt, route, target)]);
  const failures: string[] = route.passedOver === undefined ? [] : [`well-known: ${route.passedOver}`];
  for (const [index, target] of route.targets.entries()) {
    // V-8: no address, or none that accepts, leads to the next target. AMB-2, reading (a): nothing after that does.
    const connection = await reach(attempt, target, (addresses) => {
      claims[index] = addresses.map((address) => claim(attempt, route, target, address));
    }).catch(noteFailure(attempt, failures));
    if (connection === undefined) continue;
    const status = await ask(attempt, route, target, connection, request);
    if (attempt.parts.isFinal(status)) return { kind: 'resolved', targets: claims.flat(), status };
    failures.push(`status ${status} at ${target.name}`);
  }
  throw new DiscoveryFailure(failures.join('; '));
}

async function reach(
  attempt: Attempt,
  { name, address, port }: ConnectTarget,
  learn: (addresses: readonly string[]) => void,
): Promise<OpenConnection> {
  const { parts } = attempt;
  const addresses = address === undefined ? await parts.resolveAddresses(attempt, name) : [address];
  learn(addresses);
  return tryAddresses(attempt, addresses, port);
}

function noteFailure(attempt: Attempt, failures: string[]): (error: unknown) => undefined {
  return (error) => {
    attempt.check();
    if (!(error instanceof DiscoveryFailure)) throw error;
    failures.push(error.message);
  };
}

async function ask(
  attempt: Attempt,
  route: DiscoveredRoute,
  target: ConnectTarget,
  connection: OpenConnection,
  request: WireRequest,
): Promise<number> {
  const { parts } = attempt;
  const way = wayTo(attempt, route, target);
  const name = parts.certificateName(way);
  const servername = parts.sni(name, way);
  const demand: Demand = { purpose: 'federation', name, way };
  const rules = { demand, ...(servername !== undefined && { servername }) };
  const host = parts.hostHeader(way);
  const exchange = { ...request, ...signed(attempt, route, request, host), rules, host, limit: 0 };
  const reply = await parts.sendRequest(attempt, connection, exchange);
  return reply.status;
}

function signed(
  { parts }: Attempt,
  { asked, deciding }: DiscoveredRoute,
  request: WireRequest,
  host: string,
): { authorization?: string } {
  if (!parts.hasToBeSigned(request)) return {};
  const uri = parts.signedUri(request.path, host);
  const object = parts.signedObject(request, uri, parts.destination(asked, deciding));
  return { authorization: parts.authorization(object) };
}

function wayTo({ parts }: Attempt, { asked, deciding }: DiscoveredRoute, target: ConnectTarget): Approach {
  return { asked, deciding: parts.authority(deciding, target), target };
}

function claim(
  attempt: Attempt,
  route: DiscoveredRoute,
  target: ConnectTarget,
  address?: string,
): ClaimedTarget {
  const { parts } = attempt;
  const way = wayTo(attempt, route, target);
  return {
    name: target.name,
    ...(address !== undefined && { address }),
    port: target.port,
    host: parts.hostHeader(way),
    tls_name: parts.certificateName(way),
  };
}
