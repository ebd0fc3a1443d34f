import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Answer, Event, HttpEvent } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import { loadCases } from '../scenario/index.ts';
import { type OpenCase, openWorld, type World } from '../world/index.ts';
import { referenceSigner } from './identity.ts';
import { mutants } from './mutants/mutants.ts';
import { type Ask, referenceResolver } from './resolver.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world[Symbol.asyncDispose]());

/** What of the library the reference must do right. */
const STEPS = [
  'ip-literal/ipv4',
  'ip-literal/ipv6-port',
  'explicit-port/https-port',
  'explicit-port/no-address',
  'explicit-port/certificate#expired',
  'well-known/ipv6',
  'well-known/port',
  'well-known/srv-of-delegate',
  'well-known/legacy-srv-of-delegate',
  'well-known/no-srv-of-delegate',
  'well-known/delegate-is-final#refused',
  'well-known/redirect-loop',
  'well-known/certificate#untrusted',
  'offline/srv#blackhole',
  'offline/fallback#stall-tls',
  'srv/fed',
  'srv/legacy',
  'srv/failover',
  'srv/truncated',
  'srv/servfail',
  'fallback/plain',
  'x-matrix/ip-literal#ipv6-port',
  'x-matrix/letter-case',
  'x-matrix/body',
];

for (const id of STEPS) {
  test(`the reference does in ${id} what is expected`, async () => {
    const c = load(id);
    const { answer, deeds } = await run(referenceResolver(), c);
    assert.deepEqual(deeds, expectedDeeds(c), JSON.stringify(answer));
    assert.equal(answer.kind, c.expect.refuse ? 'failed' : 'resolved');
  });
}

/** A mutant of each kind: one of a pure part, one that connects otherwise, and one that remembers. */
const WRONG_IN: Readonly<Record<string, string>> = {
  'host-of-srv-target': 'srv/legacy',
  'srv-before-file': 'well-known/srv-of-delegate',
  'connections-by-address': 'names/one-address#in-turn',
};

for (const [name, id] of Object.entries(WRONG_IN)) {
  test(`${name} is wrong in ${id}, where the reference is right`, async () => {
    const c = load(id);
    const right = await run(referenceResolver(), c);
    assert.deepEqual(right.deeds, expectedDeeds(c), JSON.stringify(right.answer));
    const mutant = mutants.find((one) => one.name === name);
    // Some keep their connections.
    const wrong = await run(referenceResolver(mutant?.replaces), c, (open) => open.flush());
    assert.notDeepEqual(wrong.deeds, expectedDeeds(c));
    assert.notEqual(wrong.answer.kind, 'error', JSON.stringify(wrong.answer));
  });
}

test('a claim names every candidate', async () => {
  const c = load('srv/failover');
  const { answer } = await run(referenceResolver(), c);
  const host = (label: string) => c.hosts.find((each) => each.label === label);
  assert.deepEqual(answer, {
    kind: 'resolved',
    targets: ['first', 'second'].map((label) => ({
      name: `${label}.${c.name}`,
      address: host(label)?.ipv4,
      port: 8449,
      host: c.name,
      tls_name: c.name,
    })),
    status: 200,
  });
});

test('a question that is withdrawn ends with its reason, and leaves no connection open', async () => {
  await using open = await world.open(load('offline/fallback#stall-tls'));
  const controller = new AbortController();
  const enough = new Error('enough');
  open.onEvent((event) => {
    if (event.kind === 'tls') controller.abort(enough);
  });
  await assert.rejects(ask(referenceResolver(), open.case, controller.signal), enough);
  await allClosed(open);
});

/** Longer than a test file may take. */
const FOR_EVER = 600_000;

/**
 * Nobody is silent in this world: who gives up takes a starved machine for a silent peer (with sixteen busy loops beside it a
 * DNS answer took more than the 3 s that are right elsewhere). So nobody gives up here, and nothing is asked twice: what is
 * lost is never answered.
 */
const withoutGivingUp = {
  timeouts: {
    dns: FOR_EVER,
    dnsRepeat: FOR_EVER,
    laterFamily: FOR_EVER,
    connect: FOR_EVER,
    handshake: FOR_EVER,
    reply: FOR_EVER,
    wellKnown: FOR_EVER,
  },
};

test('128 questions at once are all answered', async () => {
  await using open = await world.open(load('well-known/port'));
  const resolver = referenceResolver(withoutGivingUp);
  const questions = Array.from({ length: 128 }, () => ask(resolver, open.case, new AbortController().signal));
  const answers = await Promise.all(questions);
  const [first] = answers;
  assert.equal(first?.kind, 'resolved');
  for (const answer of answers) assert.deepEqual(answer, first);
  await allClosed(open);
});

function load(id: string): Case {
  const { cases, problems } = loadCases({ root: process.cwd(), selectors: [id] });
  assert.deepEqual(problems, []);
  const [only] = cases;
  assert.ok(only, `the library has no ${id}`);
  return only;
}

async function run(
  resolver: Ask,
  c: Case,
  end: (open: OpenCase) => Promise<void> = allClosed,
): Promise<{ answer: Answer; deeds: readonly string[] }> {
  await using open = await world.open(c, { signer: referenceSigner });
  open.handOver();
  let answer = UNASKED;
  for (const server of c.rounds?.flatMap(({ resolve }) => resolve) ?? [c.server]) {
    answer = await ask(resolver, { ...c, server }, new AbortController().signal);
  }
  await end(open);
  return { answer, deeds: deedsOf(open.events, c) };
}

const UNASKED: Answer = { kind: 'skip', why: 'a case without a question' };

function ask(resolver: Ask, { server, request }: Case, signal: AbortSignal): Promise<Answer> {
  return resolver({ server, request, budgetMs: 10_000 }, signal);
}

/** Resolves once the world has seen the end of every connection: the resolver left none behind. */
async function allClosed(open: OpenCase): Promise<void> {
  await open.flush();
  const count = (kind: Event['kind']) => open.events.filter((event) => event.kind === kind).length;
  while (count('close') < count('tcp')) await new Promise<void>((resolve) => open.onEvent(() => resolve()));
}

/** The requests that were asked for, wherever they came to. */
function deedsOf(events: readonly Event[], c: Case): readonly string[] {
  const { request } = c;
  const deeds = events.flatMap((event) =>
    event.kind === 'http' && request.kind === 'http' && event.path === request.path
      ? [`${event.host}:${event.port} Host ${event.hostHeader} SNI ${event.sni}${signatures(event)}`]
      : [],
  );
  return [...new Set(deeds)].sort();
}

/** What of a signed request counts: whom it names, and whether it is signed rightly. */
function signatures({ xMatrix = [] }: HttpEvent): string {
  return xMatrix.map((one) => ` signed for ${one.destination}, ${one.signature}`).join();
}

function expectedDeeds(c: Case): readonly string[] {
  const expected = c.rounds?.map(({ expect }) => expect) ?? [c.expect];
  const deeds = expected
    .flatMap(({ connect }) => connect)
    .map(({ to, host, cert, sni, destination }) => {
      const isAddress = /^[\d.]+$|:/.test(cert);
      const signed = destination === undefined ? '' : ` signed for ${destination}, valid`;
      return `${to.join(' or ')} Host ${host} SNI ${sni === undefined ? (isAddress ? null : cert) : sni}${signed}`;
    });
  return [...new Set(deeds)].sort();
}
