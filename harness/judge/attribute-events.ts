import { connections, type Event, type HttpEvent } from '../evidence/index.ts';
import { expectedSni, listenerId, parseServerName, sameHost, splitHostPort } from '../model/index.ts';
import { federationRequests, isWellKnown } from './federation-request.ts';
import type { Evidence } from './finished-case.ts';
import { compareHost } from './host-header.ts';
import { pathsOf } from './paths/path.ts';

/** A name that was asked for at the same moment as others, whose traffic is on the same wire. */
export type NamedQuestion = Pick<Evidence, 'case' | 'outcome'>;

/** Of all that was seen, for each party in turn, what belongs to it or to nobody in particular. */
export function attributeEvents(
  parties: readonly NamedQuestion[],
  events: readonly Event[],
): (readonly Event[])[] {
  const [first, ...others] = parties;
  if (first === undefined || others.every((party) => sameParty(party, first)))
    return parties.map(() => events);
  const owners = ownersOf(parties, events);
  const guests = guestsOf(parties, events, owners);
  return parties.map((party) =>
    events.filter((event) => {
      if (event.kind === 'dns' || event.kind === 'syn') return true;
      const owner = event.kind === 'http' ? owners.get(event) : undefined;
      if (owner !== undefined) return sameParty(owner, party);
      if (event.kind === 'http' && isWellKnown(event))
        return mayBeOf(party, parties, event.hostHeader, serverNames);
      const guest = guests.get(event.connection);
      return guest === undefined || guest.some((one) => sameParty(one, party));
    }),
  );
}

/** One name asked for twice is one party: nobody can tell its requests apart, nor has to. */
const sameParty = (a: NamedQuestion, b: NamedQuestion): boolean => a.case.server === b.case.server;

// ---- federation requests ----

function ownersOf(
  parties: readonly NamedQuestion[],
  events: readonly Event[],
): ReadonlyMap<HttpEvent, NamedQuestion> {
  const [first] = parties;
  const owners = new Map<HttpEvent, NamedQuestion>();
  if (first === undefined) return owners;
  const undecided: { readonly request: HttpEvent; readonly parties: readonly NamedQuestion[] }[] = [];
  for (const request of inStableOrder(federationRequests(first.case, events))) {
    const [one, ...more] = different(
      signedFor(parties, request) ?? parties.filter((party) => expects(party, request)),
    );
    if (one && more.length === 0) owners.set(request, one);
    else undecided.push({ request, parties: one ? [one, ...more] : [] });
  }
  const unmet = (party: NamedQuestion) =>
    party.case.expect.connect.length > 0 && ![...owners.values()].some((owner) => sameParty(owner, party));
  // Where several names lead to one place with one Host, each is owed a request.
  for (const { request, parties: fitting } of undecided.filter((one) => one.parties.length > 0)) {
    const owner = fitting.find(unmet) ?? fitting[0];
    if (owner) owners.set(request, owner);
  }
  for (const { request } of undecided.filter((one) => one.parties.length === 0)) {
    owners.set(request, strayOf(parties, request, unmet) ?? first);
  }
  for (const party of different(parties).filter(unmet)) {
    const spare = spareAt(party, parties, owners);
    if (spare) owners.set(spare, party);
  }
  return owners;
}

/** Who has two requests at the place where another has none was sent one of them in the other's stead: its Host is wrong. */
function spareAt(
  party: NamedQuestion,
  parties: readonly NamedQuestion[],
  owners: ReadonlyMap<HttpEvent, NamedQuestion>,
): HttpEvent | undefined {
  const there = [...owners].filter(
    ([request]) => leadsTo(party, request) && signedFor(parties, request) === undefined,
  );
  const [, spare] = there.filter(([, owner]) => there.filter(([, one]) => sameParty(one, owner)).length > 1);
  return spare?.[0];
}

const leadsTo = ({ case: c }: NamedQuestion, request: HttpEvent): boolean =>
  c.expect.connect.some(({ to }) => to.includes(listenerId(request)));

/** Requests that several names could have sent are handed out the same way each time, whichever came first. */
function inStableOrder(requests: readonly HttpEvent[]): readonly HttpEvent[] {
  const key = (r: HttpEvent) => [listenerId(r), r.hostHeader, r.sni, r.method, r.path].join(' ');
  return [...requests].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** X-Matrix says for whom a request is. */
function signedFor(
  parties: readonly NamedQuestion[],
  { xMatrix = [] }: HttpEvent,
): readonly NamedQuestion[] | undefined {
  const named = parties.filter((party) =>
    xMatrix.some(({ destination }) => destination === party.case.server),
  );
  return named.length > 0 ? named : undefined;
}

export function expects({ case: c }: NamedQuestion, request: HttpEvent): boolean {
  return [c.expect, ...c.tolerate].some(({ connect }) =>
    connect.some(
      (one) =>
        one.to.includes(listenerId(request)) && compareHost(one.host, request.hostHeader) !== 'different',
    ),
  );
}

/** A request that nobody expects: of whom its Host speaks, who still misses one, or whose ways lead there. */
function strayOf(
  parties: readonly NamedQuestion[],
  request: HttpEvent,
  unmet: (party: NamedQuestion) => boolean,
): NamedQuestion | undefined {
  const ways = (party: NamedQuestion) => pathsOf(party.case, party.outcome);
  const tests: ((party: NamedQuestion) => boolean)[] = [
    (party) => mayBeOf(party, parties, request.hostHeader, (one) => ways(one).map((way) => way.name)),
    unmet,
    (party) => ways(party).some((way) => way.listener === listenerId(request)),
  ];
  let left = different(parties);
  for (const test of tests) {
    const passing = left.filter(test);
    if (passing.length > 0) left = passing;
    if (left.length === 1) return left[0];
  }
  return left[0];
}

function different(parties: readonly NamedQuestion[]): readonly NamedQuestion[] {
  return parties.filter((party, index) => parties.findIndex((other) => sameParty(other, party)) === index);
}

// ---- the rest ----

/** Not if the Host is a name of another party, and none of this one. */
function mayBeOf(
  party: NamedQuestion,
  parties: readonly NamedQuestion[],
  host: string | null,
  namesOf: (party: NamedQuestion) => readonly string[],
): boolean {
  const named = (one: NamedQuestion) =>
    host !== null && namesOf(one).some((name) => sameHost(name, splitHostPort(host).host));
  return named(party) || !parties.some(named);
}

function serverNames({ case: c }: NamedQuestion): readonly string[] {
  const name = parseServerName(c.server);
  return name.ok ? [name.host] : [];
}

/** Whose a connection is: by the requests that went over it, else by the name in its ClientHello. */
function guestsOf(
  parties: readonly NamedQuestion[],
  events: readonly Event[],
  owners: ReadonlyMap<HttpEvent, NamedQuestion>,
): ReadonlyMap<number, readonly NamedQuestion[]> {
  const guests = new Map<number, readonly NamedQuestion[]>();
  for (const connection of connections(events)) {
    const senders = connection.requests.flatMap((request) => {
      const owner = owners.get(request);
      return owner
        ? [owner]
        : parties.filter((one) => mayBeOf(one, parties, request.hostHeader, serverNames));
    });
    const { sni } = connection;
    const greeted = parties.filter((one) => mayBeOf(one, parties, sni ?? null, peerNames));
    guests.set(connection.number, senders.length > 0 ? senders : greeted);
  }
  return guests;
}

function peerNames(party: NamedQuestion): readonly string[] {
  const { case: c, outcome } = party;
  const expected = [c.expect, ...c.tolerate].flatMap(({ connect }) => connect.map(expectedSni));
  const names = [...expected, outcome.target?.sni ?? null, ...outcome.wellKnown.map((hop) => hop.cert)];
  return [...serverNames(party), ...names.flatMap((name) => name ?? [])];
}
