import type { RecordData, Zone } from '../model/index.ts';
import type { Decision, Outcome } from '../oracle/index.ts';

const SERVICES = ['_matrix-fed._tcp', '_matrix._tcp'] as const;

/**
 * What an admin would want to be told beside the way itself: records without effect, and what is out of date.
 * `outcomes`: all that are possible. `isOpenEnded`: what is not known may lead anywhere, so that any record may have an effect.
 */
export function remarksOn(zone: Zone, outcomes: readonly Outcome[], isOpenEnded: boolean): string[] {
  const [first] = outcomes;
  const asked = outcomes.flatMap(({ trace }) => trace.flatMap(serviceIn));
  const read = new Set(asked.map(({ name }) => name));
  const services = Object.keys(zone).filter(
    (owner) =>
      SERVICES.some((service) => owner.startsWith(`${service}.`)) &&
      recordsAt(zone, owner).some(({ type }) => type === 'SRV' || type === 'CNAME'),
  );
  const unused =
    first === undefined || isOpenEnded
      ? []
      : services
          .filter((owner) => !read.has(owner))
          .map((owner) => `SRV under ${owner} has no effect: ${whyUnused(first.step, first.target?.cert)}`);
  const srv = services.flatMap((owner) => recordsAt(zone, owner));
  const aliased = srv.flatMap((record) =>
    record.type === 'SRV' && recordsAt(zone, record.target).some(({ type }) => type === 'CNAME')
      ? [
          `the SRV target ${record.target} is an alias (CNAME): RFC 2782 forbids that, and some servers will not follow it`,
        ]
      : [],
  );
  const isLegacy = asked.some(
    ({ name, answer }) => name.startsWith('_matrix._tcp.') && answer.kind === 'found',
  );
  const legacy = isLegacy
    ? ['_matrix._tcp is deprecated since v1.8: add the same record under _matrix-fed._tcp']
    : [];
  return [...unused, ...aliased, ...legacy];
}

function serviceIn(decision: Decision): Extract<Decision, { kind: 'dns' }>[] {
  return decision.kind === 'dns' ? [decision] : [];
}

function recordsAt(zone: Zone, owner: string): readonly RecordData[] {
  // Names are anybody's: `constructor` is one.
  if (!Object.hasOwn(zone, owner)) return [];
  return (zone[owner] ?? []).flatMap(({ answers }) => answers.flatMap(({ records }) => records));
}

function whyUnused(step: Outcome['step'], name: string | undefined): string {
  switch (step) {
    case '1':
    case '3.1':
      return 'an IP address is connected to as it is';
    case '2':
    case '3.2':
      return 'where a port is given, no SRV record is asked for';
    case '3.3':
    case '4':
    case '3.4':
    case '5':
    case '3.5':
    case '6':
      return `SRV records are asked for under ${name ?? 'the name that decides'}, _matrix-fed._tcp first, and the first service that exists counts`;
    case 'invalid':
      return 'the server name is not valid';
    default:
      return step satisfies never;
  }
}
