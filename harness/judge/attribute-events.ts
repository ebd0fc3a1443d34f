import { connections, type Event, type HttpEvent } from '../evidence/index.ts';
import { expectedSni, listenerId, parseServerName, sameHost, splitHostPort } from '../model/index.ts';
import { federationRequests, isWellKnown } from './federation-request.ts';
import type { Evidence } from './finished-case.ts';
import { compareHost } from './host-header.ts';
import { pathsOf } from './paths/path.ts';

/** A name that was asked for at the same moment as others, whose traffic is on the same wire. */
export type NamedQuestion = Pick<Evidence, 'case' | 'outcome'>;

/** For each question, what belongs to it of all that was seen, or to nobody in particular. */
export function attributeEvents(
  questions: readonly NamedQuestion[],
  events: readonly Event[],
): (readonly Event[])[] {
  const [first, ...others] = questions;
  if (first === undefined || others.every((question) => isSame(question, first)))
    return questions.map(() => events);
  const owners = ownersOf(questions, events);
  const guests = guestsOf(questions, events, owners);
  return questions.map((question) =>
    events.filter((event) => {
      if (event.kind === 'dns' || event.kind === 'syn') return true;
      const owner = event.kind === 'http' ? owners.get(event) : undefined;
      if (owner !== undefined) return isSame(owner, question);
      if (event.kind === 'http' && isWellKnown(event))
        return mayBeOf(question, questions, event.hostHeader, serverNames);
      const guest = guests.get(event.connection);
      return guest === undefined || guest.some((one) => isSame(one, question));
    }),
  );
}

/** One name asked for twice is one question: nobody can tell its requests apart, nor has to. */
const isSame = (a: NamedQuestion, b: NamedQuestion): boolean => a.case.server === b.case.server;

// ---- federation requests ----

function ownersOf(
  questions: readonly NamedQuestion[],
  events: readonly Event[],
): ReadonlyMap<HttpEvent, NamedQuestion> {
  const [first] = questions;
  const owners = new Map<HttpEvent, NamedQuestion>();
  if (first === undefined) return owners;
  const met = new Set<string>();
  const give = (request: HttpEvent, owner: NamedQuestion) => {
    owners.set(request, owner);
    met.add(owner.case.server);
  };
  const unmet = ({ case: c }: NamedQuestion) => c.expect.connect.length > 0 && !met.has(c.server);
  const undecided: { readonly request: HttpEvent; readonly questions: readonly NamedQuestion[] }[] = [];
  for (const request of inStableOrder(federationRequests(first.case, events))) {
    const [one, ...more] = different(
      signedFor(questions, request) ?? questions.filter((question) => expects(question, request)),
    );
    if (one && more.length === 0) give(request, one);
    else undecided.push({ request, questions: one ? [one, ...more] : [] });
  }
  // Where several names lead to one place with one Host, each is owed a request.
  for (const { request, questions: fitting } of undecided.filter((one) => one.questions.length > 0)) {
    const owner = fitting.find(unmet) ?? fitting[0];
    if (owner) give(request, owner);
  }
  for (const { request } of undecided.filter((one) => one.questions.length === 0)) {
    give(request, strayOf(questions, request, unmet) ?? first);
  }
  for (const question of different(questions).filter(unmet)) {
    const spare = spareAt(question, questions, owners);
    if (spare) give(spare, question);
  }
  return owners;
}

/** A name with two requests at the place where another has none was sent one of them in the other's stead: the Host is wrong. */
function spareAt(
  question: NamedQuestion,
  questions: readonly NamedQuestion[],
  owners: ReadonlyMap<HttpEvent, NamedQuestion>,
): HttpEvent | undefined {
  const there = [...owners].filter(
    ([request]) => leadsTo(question, request) && signedFor(questions, request) === undefined,
  );
  const counts = new Map<string, number>();
  for (const [, { case: c }] of there) counts.set(c.server, (counts.get(c.server) ?? 0) + 1);
  const [, spare] = there.filter(([, { case: c }]) => (counts.get(c.server) ?? 0) > 1);
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
  questions: readonly NamedQuestion[],
  { xMatrix = [] }: HttpEvent,
): readonly NamedQuestion[] | undefined {
  const named = questions.filter((question) =>
    xMatrix.some(({ destination }) => destination === question.case.server),
  );
  return named.length > 0 ? named : undefined;
}

function expects({ case: c }: NamedQuestion, request: HttpEvent): boolean {
  return [c.expect, ...c.tolerate].some(({ connect }) =>
    connect.some(
      (one) =>
        one.to.includes(listenerId(request)) && compareHost(one.host, request.hostHeader) !== 'different',
    ),
  );
}

/** Whether a request came of asking for this name: it is where it should be, signed for it, or on a path that leads from it. */
export function speaksOf(question: NamedQuestion, request: HttpEvent): boolean {
  const { case: c, outcome } = question;
  if (expects(question, request)) return true;
  if (request.xMatrix?.some(({ destination }) => destination === c.server)) return true;
  const host = request.hostHeader === null ? undefined : splitHostPort(request.hostHeader).host;
  return pathsOf(c, outcome).some(
    ({ listener, name }) => listener === listenerId(request) && host !== undefined && sameHost(name, host),
  );
}

/** A request that nobody expects belongs to the name that its Host speaks of, else to one that still misses a request, else to one whose paths lead there. */
function strayOf(
  questions: readonly NamedQuestion[],
  request: HttpEvent,
  unmet: (question: NamedQuestion) => boolean,
): NamedQuestion | undefined {
  const paths = (question: NamedQuestion) => pathsOf(question.case, question.outcome);
  const tests: ((question: NamedQuestion) => boolean)[] = [
    (question) =>
      mayBeOf(question, questions, request.hostHeader, (one) => paths(one).map((path) => path.name)),
    unmet,
    (question) => paths(question).some((path) => path.listener === listenerId(request)),
  ];
  let left = different(questions);
  for (const test of tests) {
    const passing = left.filter(test);
    if (passing.length > 0) left = passing;
    if (left.length === 1) return left[0];
  }
  return left[0];
}

function different(questions: readonly NamedQuestion[]): readonly NamedQuestion[] {
  return questions.filter(
    (question, index) => questions.findIndex((other) => isSame(other, question)) === index,
  );
}

// ---- the rest ----

/** False where the Host is a name of another question, and none of this one. */
function mayBeOf(
  question: NamedQuestion,
  questions: readonly NamedQuestion[],
  host: string | null,
  namesOf: (question: NamedQuestion) => readonly string[],
): boolean {
  const named = (one: NamedQuestion) =>
    host !== null && namesOf(one).some((name) => sameHost(name, splitHostPort(host).host));
  return named(question) || !questions.some(named);
}

function serverNames({ case: c }: NamedQuestion): readonly string[] {
  const name = parseServerName(c.server);
  return name.ok ? [name.host] : [];
}

/** Whose a connection is: by the requests that went over it, else by the name in its ClientHello. */
function guestsOf(
  questions: readonly NamedQuestion[],
  events: readonly Event[],
  owners: ReadonlyMap<HttpEvent, NamedQuestion>,
): ReadonlyMap<number, readonly NamedQuestion[]> {
  const guests = new Map<number, readonly NamedQuestion[]>();
  for (const connection of connections(events)) {
    const senders = connection.requests.flatMap((request) => {
      const owner = owners.get(request);
      return owner
        ? [owner]
        : questions.filter((one) => mayBeOf(one, questions, request.hostHeader, serverNames));
    });
    const { sni } = connection;
    const greeted = questions.filter((one) => mayBeOf(one, questions, sni ?? null, peerNames));
    guests.set(connection.number, senders.length > 0 ? senders : greeted);
  }
  return guests;
}

function peerNames(question: NamedQuestion): readonly string[] {
  const { case: c, outcome } = question;
  const expected = [c.expect, ...c.tolerate].flatMap(({ connect }) => connect.map(expectedSni));
  const names = [...expected, outcome.target?.sni ?? null, ...outcome.wellKnown.map((hop) => hop.cert)];
  return [...serverNames(question), ...names.flatMap((name) => name ?? [])];
}
