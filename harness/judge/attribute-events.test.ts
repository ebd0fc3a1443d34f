import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event, XMatrix } from '../evidence/index.ts';
import type { Case, ExpectedConnection } from '../model/index.ts';
import { attributeEvents, type NamedQuestion } from './attribute-events.ts';
import { WELL_KNOWN } from './federation-request.ts';
import { file, handshake, makeCase, makeOutcome, question, request, to } from './testing/test-world.ts';

const A = 'a.sn.test';
const B = 'b.sn.test';
const FED = 'fed.sn.test';

/** Two names with one address, and a delegated host that both may lead to. */
const world = makeCase({
  dns: { [A]: ['A shared'], [B]: ['A shared'], [FED]: ['A target'] },
  hosts: {
    shared: { 443: { cert: [A, B], routes: [file(FED)] }, 8448: { cert: [A, B] }, 8449: { cert: [A] } },
    target: { 8448: { cert: [FED] } },
  },
});

function asking(server: string, ...connect: ExpectedConnection[]): NamedQuestion {
  const refuse = connect.length === 0;
  const c: Case = { ...world, server, expect: { ...world.expect, connect, refuse } };
  return { case: c, outcome: makeOutcome(c, '6') };
}

const a = asking(A, to('shared:8448', A));
const b = asking(B, to('shared:8448', B));

/** For each question the Hosts of the requests that are its own. */
function hostsOf(questions: readonly NamedQuestion[], events: readonly Event[]) {
  return attributeEvents(questions, events).map((share) =>
    share.flatMap((event) => (event.kind === 'http' ? [`${event.port} ${event.hostHeader}`] : [])),
  );
}

test('a request is for the name that expects it', () => {
  const events = [
    ...request(world, 'shared:8448', { host: B }),
    ...request(world, 'shared:8448', { host: A }),
  ];
  assert.deepEqual(hostsOf([a, b], events), [[`8448 ${A}`], [`8448 ${B}`]]);
});

test('so is its connection, and one on which nothing follows is for the name in its hello', () => {
  const events = [...request(world, 'shared:8448', { host: A }), ...handshake(world, 'shared:8448', B)];
  const names = attributeEvents([a, b], events).map((share) =>
    share.flatMap((event) => (event.kind === 'tls' ? [event.sni] : [])),
  );
  assert.deepEqual(names, [[A], [B]]);
});

test('a request over the connection of another name is seen with that connection', () => {
  const first = request(world, 'shared:8448', { host: A });
  const [second] = request(world, 'shared:8448', { host: B, sni: A }).slice(-1);
  const connection = first.find((event) => event.kind === 'tcp')?.connection ?? 0;
  const events = [...first, { ...second, connection } as Event];
  const [, share = []] = attributeEvents([a, b], events);
  assert.deepEqual(
    share.map((event) => event.kind),
    ['tcp', 'tls', 'secure', 'http'],
  );
});

test('questions are for everybody, the well-known file is for the name in its Host', () => {
  const events = [question('A', A), ...request(world, 'shared:443', { host: B, path: WELL_KNOWN })];
  const kinds = attributeEvents([a, b], events).map((share) => share.map((event) => event.kind).join(' '));
  assert.deepEqual(kinds, ['dns', 'dns tcp tls secure http']);
});

const both = [asking(A, to('target:8448', FED)), asking(B, to('target:8448', FED))];

test('two names that lead to one place are owed a request each', () => {
  const one = request(world, 'target:8448', { host: FED });
  assert.deepEqual(hostsOf(both, one), [[`8448 ${FED}`], []]);
  assert.deepEqual(hostsOf(both, [...one, ...request(world, 'target:8448', { host: FED })]), [
    [`8448 ${FED}`],
    [`8448 ${FED}`],
  ]);
});

function signedFor(destination: string): XMatrix {
  return { origin: 'x.test', destination, key: 'ed25519:1', signature: 'unverified', problems: [] };
}

test('two requests with the Host of one are one for each, where the other has none at the same place', () => {
  const questions = [asking(A, to('target:8448', `${FED}:8448`, FED)), asking(B, to('target:8448', FED))];
  const one = request(world, 'target:8448', { host: `${FED}:8448`, sni: FED });
  const other = request(world, 'target:8448', { host: `${FED}:8448`, sni: FED });
  const wrong = [`8448 ${FED}:8448`];
  assert.deepEqual(hostsOf(questions, one), [wrong, []]);
  assert.deepEqual(hostsOf(questions, [...one, ...other]), [wrong, wrong]);
  const elsewhere = [questions[0] ?? a, b];
  assert.deepEqual(hostsOf(elsewhere, [...one, ...other]), [[...wrong, ...wrong], []]);
});

test('X-Matrix says for which of them', () => {
  const events = request(world, 'target:8448', { host: FED }).map((event) =>
    event.kind === 'http' ? { ...event, xMatrix: [signedFor(B)] } : event,
  );
  assert.deepEqual(hostsOf(both, events), [[], [`8448 ${FED}`]]);
});

test('one name that is asked for twice is one', () => {
  const events = request(world, 'shared:8448', { host: A });
  assert.deepEqual(hostsOf([a, a], events), [[`8448 ${A}`], [`8448 ${A}`]]);
});

const STRAYS: readonly [what: string, NamedQuestion[], listener: string, host: string, owner: number][] = [
  ['is of the name in its Host', [a, b], 'shared:8449', B, 1],
  ['is of the one that still misses one', [asking(A), b], 'shared:8449', 'other.test', 1],
  ['is of the first one at last', [asking(A), asking(B)], 'shared:8449', 'other.test', 0],
];

for (const [what, questions, listener, host, owner] of STRAYS) {
  test(`a request that nobody expects ${what}`, () => {
    const shares = hostsOf(questions, request(world, listener, { host }));
    assert.deepEqual(
      shares.map((share) => share.length),
      shares.map((_, index) => (index === owner ? 1 : 0)),
    );
  });
}
