import type { DnsEvent } from '../../evidence/index.ts';
import {
  parseServerName,
  SRV_SERVICES,
  sameHost,
  splitListenerId,
  srvOwner,
  whereaboutsIn,
} from '../../model/index.ts';
import { type Evidence, seenSoFar } from '../finished-case.ts';
import { pathsOf, rightPaths } from './path.ts';

/** What a DNS question, or one that was never asked, says of somebody who sent nothing. */

/** N-1: the name has addresses of one family, and only the other one was asked for. */
export function familyNeverAsked(evidence: Evidence): string | undefined {
  const { case: c } = evidence;
  const { recordsOf } = whereaboutsIn(c);
  const asked = addressQuestions(seenSoFar(evidence));
  const typesOf = (name: string) =>
    new Set(asked.filter((one) => sameHost(one.name, name)).map(({ type }) => type));
  const isHalf = ({ name }: DnsEvent) => {
    const types = typesOf(name);
    const there = recordsOf(name).filter(({ type }) => type === 'A' || type === 'AAAA');
    return there.length > 0 && there.every(({ type }) => !types.has(type)) && leadsOn(evidence, name);
  };
  return asked.some(isHalf) ? 'N-1' : undefined;
}

/**
 * N-2: the name is an alias, was asked for, and no connection came to any machine that it leads to. Only where whoever takes a
 * wrong port is seen there, too.
 */
export function aliasNotFollowed(evidence: Evidence): string | undefined {
  const { case: c } = evidence;
  const { recordsOf, hostsOf } = whereaboutsIn(c);
  const events = seenSoFar(evidence);
  const visited = new Set(events.flatMap((event) => (event.kind === 'dns' ? [] : [event.host])));
  const isListening = (label: string) =>
    c.hosts.some((host) => host.label === label && host.listeners.some(({ port }) => port === 8448));
  const isUnfollowed = ({ name }: DnsEvent) => {
    const hosts = recordsOf(name).some(({ type }) => type === 'CNAME') ? hostsOf(name) : [];
    return (
      hosts.length > 0 &&
      hosts.every((host) => isListening(host) && !visited.has(host)) &&
      leadsOn(evidence, name)
    );
  };
  const asked = events
    .filter((event) => event.kind === 'dns')
    .filter(({ type }) => ADDRESS_TYPES.has(type) || type === 'CNAME');
  return asked.some(isUnfollowed) ? 'N-2' : undefined;
}

/**
 * V-2: the last that was done is to ask for SRV records, of which the name server said that there are none. Whoever never asked
 * for an address of the server name, as the file takes one, may have stopped at the name itself.
 */
export function noRecordTakenForFailure(evidence: Evidence): string | undefined {
  const { case: c, outcome, events } = evidence;
  if (!['3.4', '3.5', '5', '6'].includes(outcome.step)) return undefined;
  const own = parseServerName(c.server);
  if (!own.ok || !addressQuestions(seenSoFar(evidence)).some(({ name }) => sameHost(name, own.host)))
    return undefined;
  const last = events.filter(({ kind }) => kind !== 'close').at(-1);
  if (last?.kind !== 'dns' || last.type !== 'SRV') return undefined;
  if (last.answer !== 'NXDOMAIN' && last.answer !== 'NODATA') return undefined;
  const owners = rightPaths(outcome, pathsOf(c, outcome)).map(({ name }) => name);
  const isOfTheWay = SRV_SERVICES.some((service) =>
    owners.some((owner) => sameHost(last.name, srvOwner(service, owner))),
  );
  return isOfTheWay ? 'V-2' : undefined;
}

const ADDRESS_TYPES: ReadonlySet<string> = new Set(['A', 'AAAA']);

const addressQuestions = (events: Evidence['events']): readonly DnsEvent[] =>
  events.filter((event) => event.kind === 'dns').filter(({ type }) => ADDRESS_TYPES.has(type));

/** Whether it is a name by which the well-known file or the right place is found. */
function leadsOn({ case: c, outcome }: Evidence, name: string): boolean {
  const hosts = whereaboutsIn(c).hostsOf(name);
  const places = [
    ...outcome.connect.flatMap(({ to }) => to),
    ...outcome.wellKnown.map(({ listener }) => listener),
  ];
  return places.some((place) => hosts.includes(splitListenerId(place).host));
}
