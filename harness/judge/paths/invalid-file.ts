import type { DnsEvent, Event } from '../../evidence/index.ts';
import { SRV_SERVICES, sameHost, splitHostPort } from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';
import { type Evidence, seenSoFar } from '../finished-case.ts';
import { roleOf } from './naming.ts';
import { pathsOf } from './path.ts';

/** S3-h: whether there is a well-known file that does not count because of what its m.server is. */
export const isInvalidFile = ({ trace }: Outcome): boolean =>
  trace.some(({ step, clause }) => step === '3' && clause === 'S3-h');

/**
 * The first SRV question about a name that only an m.server leads to that is no server name. Undefined where the file may
 * count, and where several names are asked for at the same moment: then it may be the question of another.
 */
export function questionOfInvalidFile(evidence: Evidence): DnsEvent | undefined {
  const { case: c, outcome, events, scene = events } = evidence;
  if (!isInvalidFile(outcome) || scene !== events) return undefined;
  const own = splitHostPort(c.server).host.toLowerCase();
  return seenSoFar(evidence).find((event): event is DnsEvent => isServiceOfOther(event, own));
}

function isServiceOfOther(event: Event, own: string): boolean {
  if (event.kind !== 'dns' || event.type !== 'SRV') return false;
  const name = event.name.toLowerCase();
  const service = SRV_SERVICES.find((one) => name.startsWith(`${one}._tcp.`));
  return service !== undefined && name !== `${service}._tcp.${own}`;
}

/**
 * The clause that a wrong name in a request broke, `own` unless the name comes out of a delegation that does not count. One
 * cause has one clause: whoever takes an invalid m.server is told the same, however far it leads.
 */
export function clauseOfName(evidence: Evidence, name: string | null | undefined, own: string): string {
  const { case: c, outcome } = evidence;
  if (name == null) return own;
  const named = pathsOf(c, outcome).filter((path) => sameHost(path.name, name));
  const [first] = named;
  if (first === undefined) return isInvalidFile(outcome) && roleOf(evidence, name) === 'other' ? 'S3-h' : own;
  const isOfNoFile = named.some(({ delegation }) => delegation?.counts !== false);
  return isOfNoFile ? own : (first.delegation?.wrong?.clause ?? own);
}
