import type { ValidServerName } from '../model/index.ts';
import { DiscoveryFailure } from './failure.ts';
import type { Attempt, Parts } from './parts.ts';
import type { WireRequest } from './request.ts';
import type { ConnectTarget, DiscoveredRoute } from './route.ts';
import type { WellKnownResult } from './well-known-result.ts';

/** Steps 1 to 6 of "resolving server names". */
export async function discover(
  attempt: Attempt,
  server: string,
  _request?: WireRequest,
): Promise<DiscoveredRoute> {
  const { parts } = attempt;
  const asked = parts.readName(server);
  if (!asked.ok) throw new DiscoveryFailure(`not a server name: ${asked.why}`);
  // Steps 1 and 2. D-2: nothing else is looked at.
  if (isSettled(parts, asked, 'asked')) return direct(parts, asked, asked);

  // Step 3.
  const found = await wellKnownOf(attempt, asked);
  if (found.kind !== 'delegated' && !parts.goesOnAfter(found)) {
    throw new DiscoveryFailure(`the well-known file failed: ${found.why}`);
  }
  const deciding = parts.decidingName(asked, found);
  const why = found.kind === 'delegated' ? {} : { passedOver: found.why };
  // Steps 3.1 and 3.2.
  if (isSettled(parts, deciding, 'delegated')) return { ...direct(parts, deciding, asked), ...why };

  // Steps 3.3 and 3.4, or 4 and 5; without SRV records 3.5 or 6.
  const owner = parts.srvOwner(asked, deciding === asked ? undefined : deciding);
  const targets = owner === undefined ? [] : await targetsOf(attempt, owner, deciding);
  return targets.length > 0
    ? { asked, deciding, targets, ...why }
    : { ...direct(parts, deciding, asked), ...why };
}

/** C-1, C-2: what was found a while ago counts, as long as it may be kept. */
async function wellKnownOf(attempt: Attempt, asked: ValidServerName): Promise<WellKnownResult> {
  const kept = attempt.files.recall(asked.host);
  if (kept !== undefined) return kept;
  const found = await attempt.parts.fetchWellKnown(attempt, asked);
  attempt.files.keep(asked.host, found);
  return found;
}

/** Those of the SRV records; none where there are no records. */
export async function targetsOf(
  attempt: Attempt,
  owner: string,
  deciding: ValidServerName,
): Promise<readonly ConnectTarget[]> {
  const { parts } = attempt;
  const records = await parts.lookupSrv(attempt, owner);
  if (records.length === 0) return [];
  const targets = parts.orderSrv(records).map((record) => parts.srvTarget(record, deciding));
  const services = parts.services(targets);
  if (services.length === 0) throw new DiscoveryFailure(`SRV of ${owner}: the only target is the root`);
  return services;
}

function isSettled(parts: Parts, name: ValidServerName, role: 'asked' | 'delegated'): boolean {
  const holds = parts.literalAddress(name) !== undefined || parts.explicitPort(name) !== undefined;
  return holds && parts.settles(name, role);
}

/** Without SRV. */
export function direct(parts: Parts, deciding: ValidServerName, asked: ValidServerName): DiscoveredRoute {
  const address = parts.literalAddress(deciding);
  const port = parts.explicitPort(deciding) ?? parts.defaultPort(deciding, asked);
  const name = parts.hostToReach(deciding, asked);
  return { asked, deciding, targets: [{ name, ...(address !== undefined && { address }), port }] };
}
