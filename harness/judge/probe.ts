import type { Probe } from '../evidence/index.ts';
import type { Case } from '../scenario/index.ts';
import type { Outcome } from '../spec/index.ts';
import { WELL_KNOWN } from './federation-request.ts';
import { listenerOf } from './place.ts';
import { decisiveSrv } from './stop.ts';
import type { Reason } from './verdict.ts';

/** What to ask by hand to see what the implementation should have found; `undefined` where nothing has to be found. */
export function probeFor(c: Case, outcome: Outcome, reasons: readonly Reason[]): Probe | undefined {
  const astray = reasons.some(({ field }) => field === 'to' || field === 'refuse');
  const srv = decisiveSrv({ case: c, outcome });
  if (astray && srv) return { kind: 'dns', type: 'SRV', name: srv.name };
  const [hop] = outcome.wellKnown;
  if (astray && hop) return { kind: 'http', authority: hop.cert, path: hop.path || WELL_KNOWN };
  return connection(c, outcome);
}

/** The right connection itself, made with curl: shows Host, SNI and certificate as they have to be. */
function connection(c: Case, outcome: Outcome): Probe | undefined {
  const [reached] = outcome.connect;
  if (!reached) return undefined;
  const [id] = reached.to;
  const listener = listenerOf(c, id);
  const host = c.hosts.find((one) => one.label === listener?.host);
  if (!listener || !host) return undefined;
  const path = c.request.kind === 'http' ? c.request.path : '/_matrix/federation/v1/version';
  return { kind: 'http', authority: reached.host, path, at: { address: host.ipv4, port: listener.port } };
}
