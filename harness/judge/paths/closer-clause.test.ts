/** What was seen, and the clause that says just that; beside it what was seen nearly, of which only the step can be said. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../evidence/index.ts';
import type { Case } from '../../model/index.ts';
import type { Outcome } from '../../oracle/index.ts';
import { WELL_KNOWN } from '../federation-request.ts';
import type { FinishedCase } from '../finished-case.ts';
import { levelOfClause, strength } from '../level.ts';
import {
  closed,
  DH,
  delegated,
  delegatedOutcome,
  failedClaim,
  fallback,
  file,
  handshake,
  judged,
  makeCase,
  makeOutcome,
  question,
  request,
  route,
  SN,
  to,
  wellKnown,
} from '../testing/test-world.ts';

interface Seen {
  readonly case: Case;
  readonly outcome: Outcome;
  readonly events: readonly Event[];
  readonly more?: Partial<FinishedCase>;
}

/** Of the same evidence, or nearly: the clause that is named. */
type Row = readonly [what: string, clause: string, seen: Seen, nearly: Seen, then: string];

const VERSION = '/_matrix/federation/v1/version';
const KEYS = '/_matrix/key/v2/server';
const silent: Partial<FinishedCase> = { answer: failedClaim };

// ---- nothing came ----

const at6 = (dns: Readonly<Record<string, readonly string[]>>) =>
  makeCase({
    dns,
    hosts: { origin: { 8448: { cert: [SN] } } },
    expect: { step: '6', connect: [to('origin:8448', SN)] },
  });
const stopped = (c: Case, events: readonly Event[]): Seen => ({
  case: c,
  outcome: makeOutcome(c, '6'),
  events,
  more: silent,
});
const onIPv6 = at6({ [SN]: ['AAAA origin'] });
const alias = at6({ [SN]: ['CNAME real.test'], 'real.test': ['A origin'] });
const noRecord = { ...question('SRV', `_matrix-fed._tcp.${SN}`), answer: 'NXDOMAIN' } as const;

const withPort = makeCase({
  server: `${SN}:8449`,
  dns: { [SN]: ['A origin'] },
  hosts: { origin: { 8448: { cert: [SN] }, 8449: { cert: [SN] } } },
  expect: { step: '2', connect: [to('origin:8449', `${SN}:8449`, SN)] },
});
const withPortOutcome = makeOutcome(withPort, '2', {
  clauses: { to: 'S2-b', host: 'S2-c', cert: 'S2-e', sni: 'S2-f' },
});
const ended = closed(handshake(withPort, 'origin:8449', SN), 'alert bad_certificate');
const refused = ended.map((event) => (event.kind === 'close' ? { ...event, shown: 1 } : event));

const SILENCE: readonly Row[] = [
  [
    'asked for A, and the name has AAAA alone',
    'N-1',
    stopped(onIPv6, [question('A', SN)]),
    stopped(onIPv6, [question('A', SN), question('AAAA', SN)]),
    'S6-a',
  ],
  [
    'came to no machine that an alias leads to',
    'N-2',
    stopped(alias, [question('A', SN)]),
    stopped(alias, [question('A', SN), ...handshake(alias, 'origin:443', SN)]),
    'S6-a',
  ],
  [
    'stopped where there was no SRV record',
    'V-2',
    stopped(fallback, [noRecord]),
    stopped(fallback, [noRecord, question('A', SN)]),
    'S6-a',
  ],
  [
    'refused the certificate of a name with a port',
    'T-14',
    { case: withPort, outcome: withPortOutcome, events: refused, more: silent },
    { case: withPort, outcome: withPortOutcome, events: ended, more: silent },
    'S2-b',
  ],
];

// ---- it came to a place where none belongs ----

const toDelegate = (events: readonly Event[], more: Partial<FinishedCase> = {}, c = delegated): Seen => ({
  case: c,
  outcome: delegatedOutcome,
  events,
  more,
});
const home = (path = VERSION) => request(delegated, 'origin:8448', { host: SN, path });
const right = (path = VERSION) => request(delegated, 'target:8443', { path });

const to443 = request(fallback, 'origin:443', { host: `${SN}:443` });
const after = (earlier: string): Seen => ({
  case: fallback,
  outcome: makeOutcome(fallback, '6'),
  events: to443,
  more: { before: request(fallback, 'origin:443', { host: `${SN}:443` }), earlier: [earlier] },
});

const neighbour = makeCase({
  server: 'b.test',
  dns: { 'a.test': ['A shared'], 'b.test': ['A shared'], [DH]: ['A target'] },
  hosts: {
    shared: { 443: { cert: ['a.test'], routes: [file(`${DH}:8443`)] }, 8448: { cert: ['b.test'] } },
    target: { 8443: { cert: [DH] } },
  },
  expect: { step: '6', connect: [to('shared:8448', 'b.test')] },
});
const ofNeighbour = (own: readonly Event[]): Seen => {
  const ask = () => request(neighbour, 'target:8443', { host: `${DH}:8443`, sni: DH });
  const before = [...wellKnown(neighbour, 'shared:443', 'a.test'), ...ask()];
  const outcome = makeOutcome(neighbour, '6', {
    wellKnown: [{ listener: 'shared:443', cert: 'b.test', path: WELL_KNOWN }],
  });
  return { case: neighbour, outcome, events: [...own, ...ask()], more: { before, earlier: ['a.test'] } };
};

const keys: Case = { ...delegated, request: { kind: 'http', method: 'GET', path: KEYS } };

const literal = makeCase({
  server: '20.1.0.1:8449',
  dns: {},
  hosts: { origin: { 443: { routes: [file('20.1.0.1')] }, 8448: {}, 8449: {} } },
  expect: { step: '1', connect: [to('origin:8449', '20.1.0.1:8449', '20.1.0.1')] },
});
const ofLiteral = (own: readonly Event[]): Seen => ({
  case: literal,
  outcome: makeOutcome(literal, '1'),
  events: [...own, ...request(literal, 'origin:8448', { host: '20.1.0.1', sni: null })],
});

const withFile = (body: object): Case =>
  makeCase({
    dns: { [SN]: ['A origin'], [DH]: ['A target'] },
    hosts: {
      origin: {
        443: { cert: [SN], routes: [route(WELL_KNOWN, 200, JSON.stringify(body))] },
        8448: { cert: [SN, DH] },
      },
      target: { 8443: { cert: [DH] }, 8448: { cert: [SN, DH] } },
    },
    expect: { connect: [to('target:8443', `${DH}:8443`, DH)] },
  });
const chain = [{ listener: 'origin:443', cert: SN, path: WELL_KNOWN }] as const;
const further = withFile({ note: 'x', 'm.server': `${DH}:8443` });
const readFurther = (own: readonly Event[]): Seen => ({
  case: further,
  outcome: makeOutcome(further, '3.2', { wellKnown: chain }),
  events: [...own, ...request(further, 'origin:8448', { host: SN })],
});

const invalid = (body: object): Seen => {
  const c: Case = { ...withFile(body), expect: fallback.expect };
  const why = 'there is no m.server';
  const trace = [{ step: '3', clause: 'S3-h', kind: 'no-delegation', why }] as const;
  const events = request(c, 'target:8448', { host: DH });
  return { case: c, outcome: makeOutcome(c, '6', { wellKnown: chain, trace }), events };
};

const wildcard = makeCase({
  dns: { [SN]: ['A origin'], '*._tcp.sn.test': ['SRV 10 5 8443 hs.sn.test'], 'hs.sn.test': ['A target'] },
  hosts: { origin: { 8448: { cert: [SN] } }, target: { 8443: { cert: [SN] }, 8448: { cert: [SN] } } },
  expect: { step: '4', connect: [to('target:8443', SN)] },
});
const ofWildcard = (own: readonly Event[], place = 'origin:8448'): Seen => ({
  case: wildcard,
  outcome: makeOutcome(wildcard, '4'),
  events: [...own, ...request(wildcard, place, { host: SN })],
});
const record = { ...question('SRV', `_matrix-fed._tcp.${SN}`), records: ['SRV 10 5 8443 hs.sn.test'] };

/** The file is on a machine of its own, to which the SRV record leads, or on another one. */
const fileOn = (owner: 'hs' | 'far'): Seen => {
  const c = makeCase({
    dns: {
      [SN]: ['A origin'],
      [`_matrix-fed._tcp.${SN}`]: ['SRV 10 5 8449 hs.test'],
      [`${owner}.test`]: ['A beside'],
      [DH]: ['A trap'],
    },
    hosts: { origin: {}, beside: { 443: { routes: [file(`${DH}:8443`)] }, 8449: {} }, trap: { 8443: {} } },
    expect: { step: '4', connect: [to('beside:8449', SN)] },
  });
  return { case: c, outcome: makeOutcome(c, '4'), events: request(c, 'trap:8443', { host: `${DH}:8443` }) };
};

const PLACES: readonly Row[] = [
  ['followed the file of an SRV target', 'S3-n', fileOn('hs'), fileOn('far'), 'S4-a'],
  [
    'of two requests at once one came where it should',
    'X-6',
    toDelegate([...home(), ...right()], { times: 2 }),
    toDelegate([...home(), ...right()]),
    'D-3',
  ],
  ['sent what was sent for another name', 'D-15', after(`${SN}:443`), after(SN), 'D-10'],
  [
    'followed the file of another name',
    'C-12',
    ofNeighbour([]),
    ofNeighbour(wellKnown(neighbour, 'shared:443', 'b.test')),
    'S3-c',
  ],
  [
    'had the keys of the server name, and asked for others',
    'A-12',
    toDelegate([...right(KEYS), ...home(KEYS)], {}, keys),
    toDelegate([...right(), ...home()]),
    'D-4',
  ],
  [
    'followed the file of an address',
    'S1-f',
    ofLiteral(wellKnown(literal, 'origin:443', '20.1.0.1')),
    ofLiteral([]),
    'S1-b',
  ],
  [
    'read a file with more in it, and did not go by it',
    'S3-k',
    readFurther(wellKnown(further)),
    readFurther([]),
    'D-3',
  ],
  [
    'went by another key than m.server',
    'S3-s',
    invalid({ server: DH }),
    invalid({ server: 'other.test' }),
    'S3-h',
  ],
  [
    'had a record from a wildcard, and did not go by it',
    'V-16',
    ofWildcard([record]),
    ofWildcard([]),
    'S4-a',
  ],
  [
    'took another port than that of the record',
    'S4-f',
    ofWildcard([record], 'target:8448'),
    ofWildcard([]),
    'S4-a',
  ],
];

for (const [what, clause, seen, nearly, then] of [...SILENCE, ...PLACES]) {
  test(`${clause}: ${what}`, () => {
    assert.equal(named(seen).clause, clause);
    assert.equal(named(nearly).clause, then);
  });
}

test('no clause that says it better weighs more than the one that the place speaks for', () => {
  for (const [, clause, seen, , then] of [...SILENCE, ...PLACES]) {
    const { level } = named(seen);
    assert.ok(level !== undefined && strength(level) <= strength(levelOfClause(then)), clause);
  }
});

function named({ case: c, outcome, events, more }: Seen) {
  const [first, ...others] = judged(c, outcome, events, more).reasons.filter(
    ({ field }) => field === 'to' || field === 'refuse',
  );
  assert.deepEqual(others, []);
  assert.ok(first);
  return first;
}
