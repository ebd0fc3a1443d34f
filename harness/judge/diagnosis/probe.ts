import type { Probe } from '../../evidence/index.ts';
import type { Case } from '../../model/index.ts';
import { listenerOf, toldAddress } from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';
import { isWellKnown, WELL_KNOWN } from '../federation-request.ts';
import { decisiveService } from '../paths/decisive-service.ts';
import type { Verdict } from '../verdict.ts';

type Told = Pick<Verdict, 'reasons' | 'events'>;

/** What to ask by hand to see what the implementation should have found; `undefined` where nothing has to be found. */
export function probeFor(c: Case, outcome: Outcome, { reasons, events }: Told): Probe | undefined {
  const astray = reasons.some(({ field }) => field === 'to' || field === 'refuse');
  const srv = decisiveService({ case: c, outcome });
  const [hop] = outcome.wellKnown;
  const unread =
    outcome.step.startsWith('3.') && !events.some((event) => event.kind === 'http' && isWellKnown(event));
  if (astray && srv && !unread) return { kind: 'dns', type: 'SRV', name: srv.name };
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
  return {
    kind: 'http',
    authority: reached.host,
    path,
    at: { address: toldAddress(c, host), port: listener.port },
  };
}
