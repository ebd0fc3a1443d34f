import type { ValidServerName } from '../spec/index.ts';
import type { Errand } from './errand.ts';
import { DiscoveryFailure } from './failure.ts';
import type { Parts, Target } from './parts.ts';

/** Where a request goes: the name that decides Host and certificate, and the targets in the order of trying. */
export interface Route {
  readonly asked: ValidServerName;
  readonly deciding: ValidServerName;
  readonly targets: readonly Target[];
  /** Why the well-known file was passed over, for the message of a failure further on. */
  readonly passedOver?: string;
}

/** Steps 1 to 6 of "resolving server names". */
export async function discover(errand: Errand, server: string): Promise<Route> {
  const { parts } = errand;
  const asked = parts.readName(server);
  if (!asked.ok) throw new DiscoveryFailure(`not a server name: ${asked.why}`);
  // Steps 1 and 2. D-2: nothing else is looked at.
  if (isSettled(parts, asked)) return { asked, deciding: asked, targets: [direct(parts, asked)] };

  // Step 3.
  const found = await parts.fetchWellKnown(errand, asked.host);
  if (found.kind !== 'delegated' && !parts.goesOnAfter(found)) {
    throw new DiscoveryFailure(`the well-known file failed: ${found.why}`);
  }
  const delegated = found.kind === 'delegated' ? found.name : undefined;
  const deciding = delegated ?? asked;
  // Steps 3.1 and 3.2.
  if (isSettled(parts, deciding)) return { asked, deciding, targets: [direct(parts, deciding)] };

  // Steps 3.3 and 3.4, or 4 and 5; without SRV records 3.5 or 6.
  const targets = await targetsOf(errand, parts.srvOwner(asked, delegated), deciding);
  return { asked, deciding, targets, ...(found.kind !== 'delegated' && { passedOver: found.why }) };
}

async function targetsOf(
  errand: Errand,
  owner: string | undefined,
  deciding: ValidServerName,
): Promise<readonly Target[]> {
  const { parts } = errand;
  const records = owner === undefined ? [] : await parts.lookupSrv(errand, owner);
  if (records.length === 0) return [direct(parts, deciding)];
  const targets = parts
    .orderSrv(records)
    .map((record) => parts.srvTarget(record, deciding))
    .filter(({ name }) => name !== '' && name !== '.');
  // AMB-1, reading (a): the service is decidedly not available there.
  if (targets.length === 0) throw new DiscoveryFailure(`SRV of ${owner}: the only target is the root`);
  return targets;
}

function isSettled(parts: Parts, name: ValidServerName): boolean {
  return parts.literalAddress(name) !== undefined || parts.explicitPort(name) !== undefined;
}

function direct(parts: Parts, name: ValidServerName): Target {
  const address = parts.literalAddress(name);
  const port = parts.explicitPort(name) ?? parts.defaultPort();
  return { name: name.host, ...(address !== undefined && { address }), port };
}
