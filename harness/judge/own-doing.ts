import type { ClaimedTarget, Event, HttpEvent } from '../evidence/index.ts';
import { connections } from '../evidence/index.ts';
import { type ListenerId, listenerId, sameHost, splitHostPort } from '../model/index.ts';
import { placesOf } from './claims.ts';
import type { Deeds } from './deeds.ts';
import type { Finding } from './finding.ts';
import type { Evidence } from './finished-case.ts';
import { pathsOf, type ResolutionPath, rightPaths } from './paths/path.ts';
import { endedAfterCertificate, refusedCertificate } from './refused-certificate.ts';
import { SHORTEST_TIME_OUT } from './what-was-late.ts';

/** One reading held against what happened, as far as it matters here. */
interface Held {
  readonly deeds: Pick<Deeds, 'missing'>;
  readonly decisive?: ClaimedTarget;
}

/** Whether the implementation did this of its own accord, however late we were. What only did not come is no doing. */
export function isOwnDoing(evidence: Evidence, held: Held, finding: Finding): boolean {
  if (finding.absent) return endedItself(evidence, held);
  const { decisive } = held;
  // Of one that only says where it would go, the place explains the rest.
  if (decisive !== undefined) return !isClaimLedBySlowness(evidence, decisive);
  const { field } = finding;
  switch (field) {
    case 'to':
    case 'refuse':
    case 'never':
      return wentItself(evidence, finding.event);
    case 'answer':
      // That it reached the server is its own word; that it failed may come of waiting.
      return (
        finding.grade === 'fail' && 'detail' in finding && finding.detail.kind === 'said-that-it-reached'
      );
    case 'saw':
    case 'atMost':
    case 'within':
      return false;
    case 'host':
    case 'file':
    case 'cert':
    case 'sni':
    case 'destination':
    case 'signature':
    case 'claim':
    case 'page':
      return true;
    default:
      return field satisfies never;
  }
}

/** Each connection that was to carry a request was ended by the client, once it had seen the certificate. */
function endedItself({ events }: Evidence, { deeds: { missing } }: Held): boolean {
  return missing.length > 0 && missing.every(({ to }) => endedAfterCertificate(events, to));
}

function wentItself(evidence: Evidence, number: number | undefined): boolean {
  const { events, scene = events } = evidence;
  const event = scene.find(({ n }) => n === number);
  return event !== undefined && event.kind !== 'dns' && !isLedBySlowness(evidence, event);
}

/**
 * Whether a client that does all right could have come to this place because something else was late: by a step of the
 * algorithm, over a connection for the name of that step, and not sooner than anybody gives up waiting.
 */
function isLedBySlowness(evidence: Evidence, event: Exclude<Event, { kind: 'dns' }>): boolean {
  if (event.at < SHORTEST_TIME_OUT) return false;
  const names: string[] = [];
  if (event.kind === 'http') names.push(splitHostPort(event.hostHeader ?? '').host);
  const sni =
    event.kind === 'syn'
      ? undefined
      : connections(evidence.scene ?? evidence.events).find(({ number }) => number === event.connection)?.sni;
  if (sni) names.push(sni);
  return isOnSomeStep(evidence, listenerId(event), names);
}

/** An answer comes without the time at which the place was chosen. */
function isClaimLedBySlowness(evidence: Evidence, target: ClaimedTarget): boolean {
  const { host, tls_name: certificate } = target;
  const names = [host === undefined ? [] : splitHostPort(host).host, certificate ?? []].flat();
  return (placesOf(evidence, target) ?? []).some((place) => isOnSomeStep(evidence, place, names));
}

function isOnSomeStep({ case: c, outcome }: Evidence, place: ListenerId, names: readonly string[]): boolean {
  return pathsOf(c, outcome).some(
    (path) =>
      path.listener === place && isStep(path) && names.every((name) => sameHost(withoutDot(name), path.name)),
  );
}

const withoutDot = (name: string) => name.replace(/\.$/, '').toLowerCase();

/** The algorithm itself goes there in some circumstances. */
const isStep = (path: ResolutionPath) => path.step !== undefined && path.delegation?.counts !== false;

/** Whether the requests of a case without expectations are where they would be, had nothing been late. */
export function isUndisturbed(
  evidence: Evidence,
  requests: readonly HttpEvent[],
  said?: ClaimedTarget,
): boolean {
  const { case: c, outcome } = evidence;
  const right = rightPaths(outcome, pathsOf(c, outcome)).map(({ listener }) => listener);
  if (requests.length > 0)
    return requests.every((one) => right.includes(listenerId(one)) || !isLedBySlowness(evidence, one));
  const places = said && placesOf(evidence, said);
  if (said === undefined || places === undefined) return said !== undefined;
  return places.some((place) => right.includes(place)) || !isClaimLedBySlowness(evidence, said);
}

/**
 * Whether a request that came where it should came there perhaps only because something that was not to be followed was
 * late: a file behind a bad certificate looks refused by who never got it.
 */
export function isPerhapsRightByChance(evidence: Evidence, requests: readonly HttpEvent[]): boolean {
  const { case: c, outcome } = evidence;
  const late = requests.filter((one) => isLedBySlowness(evidence, one));
  if (late.length === 0 || refusedCertificate(evidence)) return false;
  const elsewhere = (path: ResolutionPath) => late.every((one) => listenerId(one) !== path.listener);
  return (
    c.twin !== undefined ||
    pathsOf(c, outcome).some((path) => path.delegation?.counts === false && elsewhere(path))
  );
}
