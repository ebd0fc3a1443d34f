import {
  canonical,
  listenerId,
  parseServerName,
  sameHost,
  splitHostPort,
  splitListenerId,
  whereaboutsIn,
} from '../../model/index.ts';
import type { DivergenceKind } from '../divergence/divergence.ts';
import { isWellKnown } from '../federation-request.ts';
import { type Evidence, seenSoFar } from '../finished-case.ts';
import { answeredFile } from './answered-file.ts';
import { decisiveService } from './decisive-service.ts';
import { isInvalidFile } from './invalid-file.ts';
import { pathsOf } from './path.ts';
import type { WrongLanding } from './wrong-landing.ts';

/** A file or a record was read, and not taken for what it is. */

/** S1-f: the well-known file of an address was read, and it leads here. */
export function fileOfLiteralRead(
  { case: c, outcome, events }: Evidence,
  { id }: WrongLanding,
): string | undefined {
  const isRead = events.some((event) => event.kind === 'http' && isWellKnown(event) && event.status === 200);
  const isLed = pathsOf(c, outcome).some(
    ({ listener, delegation }) => listener === id && delegation !== undefined,
  );
  return outcome.step === '1' && isRead && isLed ? 'S1-f' : undefined;
}

/** S3-k: a file that has more in it than m.server was read, and the server name decided all the same. */
export function furtherPropertiesRefused(
  evidence: Evidence,
  { host, kind }: WrongLanding,
): string | undefined {
  const { case: c, outcome } = evidence;
  if (kind !== 'ignored-delegation' && kind !== 'srv-of-server-name') return undefined;
  const file = answeredFile(c, outcome);
  const isRead = seenSoFar(evidence).some(
    (event) =>
      event.kind === 'http' &&
      event.status === 200 &&
      outcome.wellKnown.at(-1)?.listener === listenerId(event) &&
      outcome.wellKnown.at(-1)?.path === event.path,
  );
  // Whose Host is that of the delegation has read it, and went astray after that.
  const isTold =
    host != null && sameHost(splitHostPort(host).host, splitHostPort(outcome.target?.host ?? '').host);
  return file !== undefined && Object.keys(file).length > 1 && isRead && !isTold ? 'S3-k' : undefined;
}

/** S3-s: it went to a name that stands in the file under another key than m.server, which is not there. */
export function otherPropertyTaken(
  { case: c, outcome }: Evidence,
  { id, kind }: WrongLanding,
): string | undefined {
  if (kind !== 'went-where-nothing-leads' || !isInvalidFile(outcome)) return undefined;
  const file = answeredFile(c, outcome);
  if (file === undefined || Object.hasOwn(file, 'm.server')) return undefined;
  const { hostsOf } = whereaboutsIn(c);
  const isNamed = Object.values(file).some((value) => {
    const name = typeof value === 'string' ? parseServerName(value) : undefined;
    return name?.ok && hostsOf(name.host).includes(splitListenerId(id).host);
  });
  return isNamed ? 'S3-s' : undefined;
}

const PASSED_OVER: ReadonlySet<DivergenceKind> = new Set(['used-8448-despite-srv', 'legacy-srv-despite-fed']);

/** V-16: it had the SRV record that decides, which comes from a wildcard, and went as if there were none. */
export function wildcardRecordPassedOver(evidence: Evidence, { kind }: WrongLanding): string | undefined {
  const service = PASSED_OVER.has(kind) ? decisiveService(evidence) : undefined;
  if (service === undefined) return undefined;
  const { case: c } = evidence;
  const isAnswered = seenSoFar(evidence).some(
    (event) =>
      event.kind === 'dns' &&
      event.type === 'SRV' &&
      canonical(event.name) === service.name &&
      event.records.length > 0,
  );
  return isAnswered && !Object.hasOwn(c.zone, service.name) ? 'V-16' : undefined;
}
