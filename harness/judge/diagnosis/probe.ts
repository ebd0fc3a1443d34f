import { connections, type Event, type Probe, usedAddress } from '../../evidence/index.ts';
import type { Case } from '../../model/index.ts';
import { listenerOf, parseServerName } from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';
import type { DivergenceKind } from '../divergence/divergence.ts';
import { isFederation, isWellKnown, WELL_KNOWN } from '../federation-request.ts';
import type { Field } from '../field.ts';
import { decisiveService } from '../paths/decisive-service.ts';
import type { Verdict } from '../verdict.ts';

type Told = Pick<Verdict, 'reasons' | 'events' | 'divergence'>;

/** What the well-known file of the server name, as it answers here, decides. */
const ABOUT_FILE: readonly DivergenceKind[] = [
  'never-asked-well-known',
  'stopped-at-file',
  'ignored-delegation',
  'followed-invalid-file',
  'followed-file-despite-status',
  'followed-file-despite-certificate',
];

/** What can be shown by hand: where it leads, or how the right connection is. */
const SHOWN: readonly (Field | undefined)[] = [
  'to',
  'refuse',
  'host',
  'cert',
  'sni',
  'answer',
  'claim',
  undefined,
];

/** What to ask by hand to see what the implementation should have found; `undefined` where nothing has to be found. */
export function probeFor(c: Case, outcome: Outcome, told: Told): Probe | undefined {
  const { reasons, events, divergence } = told;
  if (divergence?.kind === 'accepted-certificate') return badCertificate(c, outcome, told);
  if (divergence && ABOUT_FILE.includes(divergence.kind)) return fileOf(c, outcome);
  const [first] = reasons;
  if (!SHOWN.includes(first?.field)) return aboutEvent(c, outcome, told);
  const astray = reasons.some(({ field }) => field === 'to' || field === 'refuse');
  const srv = decisiveService({ case: c, outcome });
  const unread =
    outcome.step.startsWith('3.') && !events.some((event) => event.kind === 'http' && isWellKnown(event));
  if (astray && srv && !unread) return { kind: 'dns', type: 'SRV', name: srv.name };
  if (astray && outcome.wellKnown.length > 0) return fileOf(c, outcome);
  return connection(c, outcome, events);
}

/** The file where the algorithm asks for it, with all redirects. */
function fileOf(c: Case, { wellKnown: [hop] }: Outcome): Probe | undefined {
  const name = parseServerName(c.server);
  const host = name.ok && name.port === undefined ? name.host : undefined;
  const authority = hop?.cert ?? host;
  if (authority === undefined) return undefined;
  return { kind: 'file', authority, path: hop?.path || WELL_KNOWN };
}

/** What must, or must not, be done besides: where it was the file, this is how it answers. Nothing else is seen by hand. */
function aboutEvent(c: Case, outcome: Outcome, { events, divergence }: Told): Probe | undefined {
  const event = events.find(({ n }) => n === divergence?.event);
  if (event?.kind === 'dns' && event.type === 'SRV') return { kind: 'dns', type: 'SRV', name: event.name };
  return event?.kind === 'http' && isWellKnown(event) ? fileOf(c, outcome) : undefined;
}

/** The connection that should have been refused, or the file that leads over it: curl refuses it. */
function badCertificate(c: Case, outcome: Outcome, { events, divergence }: Told): Probe | undefined {
  const event = events.find(({ n }) => n === divergence?.event);
  const number = event && 'connection' in event ? event.connection : undefined;
  const made = connections(events).find((one) => one.number === number);
  const request = made?.requests[0];
  if (!made || made.address === null || !request) return undefined;
  if (!isFederation(c, request) || outcome.target === undefined) return fileOf(c, outcome);
  const at = { address: made.address, port: made.port };
  return { kind: 'http', authority: outcome.target.host, path: request.path, at };
}

/** The right connection itself, made with curl: shows Host, SNI and certificate as they have to be. */
function connection(c: Case, outcome: Outcome, events: readonly Event[]): Probe | undefined {
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
    at: { address: usedAddress(c, host, events), port: listener.port },
  };
}
