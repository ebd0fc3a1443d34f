import type { ListenerId, ValidServerName } from '../../model/index.ts';
import { canonical, isAddress } from '../../model/index.ts';
import { addressesOf, literalAddress } from './addresses.ts';
import { type Attempts, attemptsOf, failureText, type OtherEnd } from './attempt.ts';
import type { MissingFact } from './consultation.ts';
import { decide, type Inquiry, leaveOpen, supposeOf, weaken } from './inquiry.ts';
import { receive } from './receive.ts';
import type { Received } from './received.ts';
import { type FetchPlace, header, readRedirect } from './redirect.ts';
import { missingAt, triesAt } from './tries.ts';
import { readWellKnown } from './well-known.ts';
import { getFrom, type Sent, statusBehind, url } from './well-known-get.ts';

const PATH = '/.well-known/matrix/server';

/** AMB-7: three redirects have to be followed, fifty are too many; between, we stop where the Fetch standard does. */
const REDIRECTS = { owed: 3, taken: 20, tooMany: 50 };

/**
 * AMB-8: 8 KiB within five seconds have to do; beyond, a reading. After two minutes nobody waits any more (S3-l). S3-u: no
 * number is in the text, so that only what hardly any limit is below is more than advice.
 */
const PATIENCE = {
  plainMs: 1_000,
  plainBytes: 1024,
  owedMs: 5_000,
  takenMs: 10_000,
  foreverMs: 120_000,
  owedBytes: 8 * 1024,
  takenBytes: 1024 * 1024,
};

/** Step 3: the delegated name, or nothing when the look-up failed in whatever way. */
export function fetchWellKnown(q: Inquiry, hostname: string): ValidServerName | undefined {
  let place: FetchPlace = { host: hostname, port: 443, path: PATH };
  const sent: Sent = { requests: [], varied: false };
  /** The clauses on following that the outcome rests on if the chain ends well. */
  const followed: string[] = [];
  const seen = new Set([url(place)]);
  let waited = 0;
  for (let redirects = 0; redirects <= REDIRECTS.tooMany; redirects++) {
    const answer = ask(q, place, sent, redirects);
    if (!answer) return undefined;
    const redirect = readRedirect(answer, place);
    switch (redirect.kind) {
      case 'none':
        if (redirect.location !== undefined)
          leaveOpen(q, 'AMB-32', `the Location of status ${answer.status} is not followed`);
        return conclude(q, answer, { redirects, followed, waited });
      case 'unusable':
        decide(q, '3', 'R-8', { kind: 'redirect-nowhere', status: answer.status, why: redirect.why });
        return undefined;
      case 'clear text':
        leaveOpen(q, 'AMB-6', 'a redirect to http is not followed');
        decide(q, '3', 'R-10', { kind: 'redirect-to-http', url: redirect.url });
        return undefined;
      case 'to':
        if (redirect.aside) leaveOpen(q, 'AMB-6', redirect.aside);
        decide(q, '3', redirect.clause, {
          kind: 'redirect',
          status: answer.status,
          url: url(redirect.place),
        });
        followed.push(redirect.clause);
        waited += answer.ms;
        place = redirect.place;
        if (goesRound(seen, place, sent)) {
          decide(q, '3', 'R-4', { kind: 'redirect-loop', url: url(place) });
          weaken(q, 'R-4', 'file');
          return undefined;
        }
        break;
      default:
        redirect satisfies never;
    }
  }
  decide(q, '3', 'R-4', { kind: 'many-redirects', count: REDIRECTS.tooMany, ended: false });
  weaken(q, 'R-4', 'file');
  return undefined;
}

/** Certain only if every answer on the way is the same each time. */
function goesRound(seen: Set<string>, place: FetchPlace, { varied }: Sent): boolean {
  const again = seen.has(url(place));
  seen.add(url(place));
  return again && !varied;
}

/** The answer to one GET, or nothing where none comes. */
function ask(q: Inquiry, place: FetchPlace, sent: Sent, redirects: number): Received | undefined {
  const { host, port } = place;
  const literal = isAddress(host);
  const found = literal ? literalAddress(host) : addressesOf(q, '3', host);
  if (found.addresses.length === 0) {
    if (found.failed)
      leaveOpen(q, 'N-7', `${found.why} for the addresses of ${host} is a failed look-up: step 4 follows`);
    decide(q, '3', 'S3-m', { kind: 'no-address', name: host, why: found.why });
    return undefined;
  }
  const expected = { sni: literal ? null : canonical(host), cert: host };
  const spot = { ...found, name: host, port };
  const tries = triesAt(q, spot, expected);
  const missing = missingAt(spot, tries, expected);
  if (missing.length > 0) return supposeNoFile(q, place, missing);
  const attempts = attemptsOf(q, tries, { ...expected, of: 'file' });
  const [first, ...others] = attempts.good;
  if (!first) {
    explainSilence(q, place, attempts, redirects);
    return undefined;
  }
  weighFurtherAddresses(q, attempts);
  const gotten = getFrom(q, first, others, place, sent);
  if (gotten.kind === 'unknown') return supposeNoFile(q, place, gotten.missing);
  const { request, answer, differs, differsByPort, differsByAgent } = gotten;
  if (differs) leaveOpen(q, 'AMB-13', `${first.at} is asked for the file, not another address`);
  if (differsByPort)
    leaveOpen(q, 'AMB-15', `the file is asked for with Host ${request.host}, without its port`);
  if (differsByAgent) leaveOpen(q, 'S3-v', 'the client is none of those that the web server knows');
  const received = receive(answer);
  const readable = 'unreadable' in received ? undefined : received;
  const at = [...new Set(attempts.good.map((peer) => peer.at))];
  decide(q, '3', 'S3-a', { kind: 'http', url: url(place), at, status: readable?.status ?? null });
  recordHop(q, place, first.at, others);
  for (const { id, reading } of received.open) leaveOpen(q, id, reading);
  if ('unreadable' in received) decide(q, '3', 'S3-l', { kind: 'unreadable', why: received.unreadable });
  return readable;
}

function explainSilence(q: Inquiry, place: FetchPlace, attempts: Attempts, redirects: number): void {
  const [refused] = attempts.uncertified;
  if (refused) {
    const clause = redirects > 0 ? 'R-5' : 'S3-c';
    decide(q, '3', clause, { kind: 'invalid-certificate', at: refused.at, why: refused.why });
    // Only where the file would have delegated can anyone be led astray by it: it might, where it is not known.
    const status = statusBehind(q, refused, place);
    if (status === undefined || (status >= 200 && status < 400)) weaken(q, clause, 'file');
    return;
  }
  const [because] = [...attempts.broken, ...attempts.unreached];
  if (because) decide(q, '3', 'S3-l', { kind: 'no-answer', host: place.host, port: place.port, because });
}

/** N-3, AMB-13: the text speaks of one address; going on to another is only robust. */
function weighFurtherAddresses(q: Inquiry, attempts: Attempts): void {
  if (attempts.unreached.length > 0) weaken(q, 'N-3', 'file');
  const [failed] = [...attempts.broken, ...attempts.uncertified];
  if (failed) leaveOpen(q, 'AMB-13', `another address is tried after ${failureText(failed)}`);
}

/** Whatever the file says, it says itself where it leads: only that there is none can be gone through. */
function supposeNoFile(q: Inquiry, place: FetchPlace, needs: readonly MissingFact[]): undefined {
  supposeOf(q, { kind: 'file', step: '3', needs, url: url(place) });
}

function recordHop(q: Inquiry, place: FetchPlace, listener: ListenerId, others: readonly OtherEnd[]): void {
  const { path, host: cert } = place;
  // A loop asks for the same thing again and again: once is enough to know the chain.
  if (q.hops.some((hop) => hop.listener === listener && hop.path === path && hop.cert === cert)) return;
  const or = [...new Set(others.map((other) => other.at))].filter((id) => id !== listener);
  q.hops.push({ listener, cert, path, ...(or.length > 0 && { or }) });
}

interface Chain {
  readonly redirects: number;
  /** The clauses on following. */
  readonly followed: readonly string[];
  /** Milliseconds that the redirects took. */
  readonly waited: number;
}

function conclude(
  q: Inquiry,
  answer: Received,
  { redirects, followed, waited }: Chain,
): ValidServerName | undefined {
  const read = readWellKnown(answer.status, answer.body);
  for (const { id, reading } of read.open) leaveOpen(q, id, reading);
  if (answer.status === 200 && answer.brokenOff) {
    // RFC 9112 8: such a body is incomplete, and not to be taken for the whole.
    if (read.ok)
      leaveOpen(q, 'S3-p', 'a body that breaks off is none, though what came of it would delegate');
    decide(q, '3', 'S3-l', { kind: 'body', is: 'broken-off' });
    return undefined;
  }
  if (!read.ok) {
    const clause = redirects > 0 && answer.status !== 200 ? 'R-7' : read.clause;
    decide(q, '3', clause, { kind: 'no-delegation', why: read.why });
    return undefined;
  }
  if (!arrivesInTime(q, answer, waited)) return undefined;
  if (redirects > REDIRECTS.owed) {
    const stop = redirects > REDIRECTS.taken;
    leaveOpen(q, 'AMB-7', `${redirects} redirects are ${stop ? 'not ' : ''}followed`);
    if (stop) {
      decide(q, '3', 'R-9', { kind: 'many-redirects', count: redirects, ended: true });
      return undefined;
    }
  }
  for (const id of followed) weaken(q, id, 'file');
  if (!/^application\/json\b/i.test(header(answer, 'content-type') ?? '')) weaken(q, 'S3-i', 'file');
  if (answer.unusual) weaken(q, 'S3-p', 'file');
  for (const id of read.name.open) leaveOpen(q, id, `m.server ${read.name.text} is a valid name, as written`);
  decide(q, '3', 'D-3', { kind: 'delegated', name: read.name.text });
  return read.name;
}

/** AMB-8, S3-o: how long and how much to wait for. */
function arrivesInTime(q: Inquiry, { bytes, endless, ms: own }: Received, waited: number): boolean {
  const ms = waited + own;
  if (ms >= PATIENCE.foreverMs) {
    decide(q, '3', 'S3-l', { kind: 'body', is: 'endless' });
    return false;
  }
  const within = !endless && ms <= PATIENCE.takenMs && bytes <= PATIENCE.takenBytes;
  if (endless || ms > PATIENCE.owedMs || bytes > PATIENCE.owedBytes) {
    leaveOpen(q, 'AMB-8', within ? 'so long a wait for so much is worth it' : 'the look-up is given up');
  }
  if (!within) decide(q, '3', 'S3-o', { kind: 'body', is: 'too-much' });
  else if (ms >= PATIENCE.plainMs || bytes > PATIENCE.plainBytes) weaken(q, 'S3-u', 'file');
  return within;
}
