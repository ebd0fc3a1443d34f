import type { Claim, ClaimedTarget } from '../evidence/index.ts';
import type { Trouble } from '../model/index.ts';
import { DiscoveryFailure } from './failure.ts';
import type { OpenConnection } from './open-connection.ts';
import type { Attempt } from './parts.ts';
import type { Demand } from './peer.ts';
import type { WireRequest } from './request.ts';
import type { Approach, ConnectTarget, DiscoveredRoute } from './route.ts';
import { tryAddresses } from './try-addresses.ts';

/** Octets. Nobody's answer is larger, but for one that never ends. */
const LARGEST_ANSWER = 1024 * 1024;

/** How the sending ended. Of an answer that came, `trouble` says what is wrong with it. */
export type Delivery = {
  readonly trouble: Trouble | undefined;
  /** Targets that were not tried. */
  readonly rest: readonly ConnectTarget[];
} & ({ readonly claim: Claim } | { readonly failure: DiscoveryFailure });

/**
 * Sends the request to the first target that accepts a connection, and claims all that could have been it. Fails when
 * none does.
 */
export async function deliver(
  attempt: Attempt,
  route: DiscoveredRoute,
  request: WireRequest,
): Promise<Delivery> {
  const claims: (readonly ClaimedTarget[])[] = route.targets.map((target) => [claim(attempt, route, target)]);
  const failures: DiscoveryFailure[] = [];
  for (const [index, target] of route.targets.entries()) {
    // V-8: no address, or none that accepts, leads to the next target. AMB-2, reading (a): nothing after that does.
    const connection = await orFailure(
      attempt,
      reach(attempt, target, (addresses) => {
        claims[index] = addresses.map((address) => claim(attempt, route, target, address));
      }),
    );
    if (connection instanceof DiscoveryFailure) {
      failures.push(connection);
      continue;
    }
    const rest = route.targets.slice(index + 1);
    const status = await orFailure(attempt, ask(attempt, route, target, connection, request));
    if (status instanceof DiscoveryFailure)
      return { failure: failed(route, [...failures, status]), trouble: status.trouble, rest };
    return { claim: { kind: 'resolved', targets: claims.flat(), status }, trouble: troubleOf(status), rest };
  }
  return { failure: failed(route, failures), trouble: failures.at(-1)?.trouble, rest: [] };
}

/** Whatever the right target answers, it has answered. */
function troubleOf(status: number): Trouble | undefined {
  if (status < 300) return undefined;
  return status < 400 ? 'redirect' : 'status';
}

function failed({ passedOver }: DiscoveredRoute, failures: readonly DiscoveryFailure[]): DiscoveryFailure {
  const texts = failures.map(({ message }) => message);
  return new DiscoveryFailure(
    [...(passedOver === undefined ? [] : [`well-known: ${passedOver}`]), ...texts].join('; '),
  );
}

/** A failure that is over with the attempt is none of a target. */
async function orFailure<T>(attempt: Attempt, work: Promise<T>): Promise<T | DiscoveryFailure> {
  try {
    return await work;
  } catch (error) {
    attempt.check();
    if (error instanceof DiscoveryFailure) return error;
    throw error;
  }
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
  const exchange = {
    ...request,
    ...signed(attempt, route, request, host),
    rules,
    host,
    limit: LARGEST_ANSWER,
  };
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
