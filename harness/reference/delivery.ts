import type { Claim, ClaimedTarget } from '../judge/index.ts';
import { hasToBeSigned, signedObject } from './authorization.ts';
import type { Route } from './discover.ts';
import type { Errand } from './errand.ts';
import { DiscoveryFailure } from './failure.ts';
import type { Target } from './parts.ts';
import type { WireRequest } from './request.ts';
import type { Connection } from './try-addresses.ts';

/** Sends the request to the first target that accepts a connection, and claims all that could have been it. */
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
    return { kind: 'resolved', targets: claims.flat(), status };
  }
  return { kind: 'failed', message: failures.join('; ') };
}

async function reach(
  errand: Errand,
  { name, address, port }: Target,
  learn: (addresses: readonly string[]) => void,
): Promise<Connection> {
  const { parts } = errand;
  const addresses = address === undefined ? await parts.resolveAddresses(errand, name) : [address];
  learn(addresses);
  return parts.tryAddresses(errand, addresses, port);
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
  const { deciding } = route;
  const name = parts.certificateName(deciding, target);
  const rules = parts.tlsRules('federation', name, parts.sni(name));
  const host = parts.hostHeader(deciding, target);
  const exchange = { ...request, ...signed(errand, route, request), rules, host, limit: 0 };
  const reply = await parts.sendRequest(errand, connection, exchange);
  return reply.status;
}

function signed(
  { parts }: Errand,
  { asked, deciding }: Route,
  request: WireRequest,
): { authorization?: string } {
  if (!hasToBeSigned(request)) return {};
  const object = signedObject(request, parts.signedUri(request.path), parts.destination(asked, deciding));
  return { authorization: parts.authorization(object) };
}

function claim({ parts }: Errand, { deciding }: Route, target: Target, address?: string): ClaimedTarget {
  return {
    name: target.name,
    ...(address !== undefined && { address }),
    port: target.port,
    host: parts.hostHeader(deciding, target),
    tls_name: parts.certificateName(deciding, target),
  };
}
