import type { TroubledStep, ValidServerName } from '../model/index.ts';
import { DiscoveryFailure } from './failure.ts';
import { goElsewhere } from './finality.ts';
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
  if (isSettled(parts, asked, 'asked')) {
    return { ...direct(parts, asked, asked), step: isLiteral(parts, asked) ? '1' : '2' };
  }

  // Step 3.
  const found = await wellKnownOf(attempt, asked);
  if (found.kind !== 'delegated') {
    if (!parts.goesOnAfter(found)) throw new DiscoveryFailure(`the well-known file failed: ${found.why}`);
    const from = { asked, deciding: asked, targets: [], rest: [] };
    const other = await goElsewhere(attempt, { step: 'file', trouble: found.trouble }, from);
    if (other !== undefined) return other;
  }
  const deciding = parts.decidingName(asked, found);
  const isDelegated = deciding !== asked;
  const why = found.kind === 'delegated' ? {} : { passedOver: found.why };
  // Steps 3.1 and 3.2.
  if (isSettled(parts, deciding, 'delegated')) {
    const step = isLiteral(parts, deciding) ? '3.1' : '3.2';
    return { ...direct(parts, deciding, asked), step, ...why };
  }

  // Steps 3.3 and 3.4, or 4 and 5; without SRV records 3.5 or 6.
  const owner = parts.srvOwner(asked, isDelegated ? deciding : undefined);
  const { targets, service } = owner === undefined ? NO_SERVICE : await targetsOf(attempt, owner, deciding);
  const step = stepOf(service, isDelegated);
  return targets.length > 0
    ? { asked, deciding, targets, step, ...why }
    : { ...direct(parts, deciding, asked), step, ...why };
}

/** C-1, C-2: what was found a while ago counts, as long as it may be kept. */
async function wellKnownOf(attempt: Attempt, asked: ValidServerName): Promise<WellKnownResult> {
  const kept = attempt.files.recall(asked.host);
  if (kept !== undefined) return kept;
  const found = await attempt.parts.fetchWellKnown(attempt, asked);
  attempt.files.keep(asked.host, found);
  return found;
}

/** Of SRV records. */
export interface FoundTargets {
  readonly targets: readonly ConnectTarget[];
  readonly service?: string | undefined;
}

const NO_SERVICE: FoundTargets = { targets: [] };

/** Those of the SRV records; none where there are no records. */
export async function targetsOf(
  attempt: Attempt,
  owner: string,
  deciding: ValidServerName,
): Promise<FoundTargets> {
  const { parts } = attempt;
  const records = await parts.lookupSrv(attempt, owner);
  if (records.length === 0) return NO_SERVICE;
  const targets = parts.orderSrv(records).map((record) => parts.srvTarget(record, deciding));
  const services = parts.services(targets);
  if (services.length === 0) throw new DiscoveryFailure(`SRV of ${owner}: the only target is the root`);
  return { targets: services, service: records[0]?.service };
}

function stepOf(service: string | undefined, isDelegated: boolean): TroubledStep {
  if (service === undefined) return isDelegated ? '3.5' : '6';
  if (service === '_matrix-fed') return isDelegated ? '3.3' : '4';
  return isDelegated ? '3.4' : '5';
}

function isSettled(parts: Parts, name: ValidServerName, role: 'asked' | 'delegated'): boolean {
  const holds = parts.literalAddress(name) !== undefined || parts.explicitPort(name) !== undefined;
  return holds && parts.settles(name, role);
}

const isLiteral = (parts: Parts, name: ValidServerName) => parts.literalAddress(name) !== undefined;

/** Without SRV. */
export function direct(parts: Parts, deciding: ValidServerName, asked: ValidServerName): DiscoveredRoute {
  const address = parts.literalAddress(deciding);
  const port = parts.explicitPort(deciding) ?? parts.defaultPort(deciding, asked);
  const name = parts.hostToReach(deciding, asked);
  return { asked, deciding, targets: [{ name, ...(address !== undefined && { address }), port }] };
}
