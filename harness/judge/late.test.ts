import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event, Lateness } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import { consultOracle } from '../oracle/index.ts';
import type { FinishedCase } from './finished-case.ts';
import { judgeRounds } from './rounds.ts';
import {
  closed,
  DH,
  delegated,
  delegatedOutcome,
  failedClaim,
  fallback,
  file,
  flawed,
  handshake,
  inShort,
  judged,
  makeCase,
  makeOutcome,
  request,
  SN,
  to,
  wellKnown,
} from './testing/test-world.ts';

const IN_TIME: Lateness = { loops: 0, deliveries: 0, answers: 0, machine: 0 };
/** Milliseconds of a round in which a client may have given up. */
const LONG = 5000;
const late = (lateness: Partial<Lateness> = { loops: 3000 }): Partial<FinishedCase> => ({
  lateness: { ...IN_TIME, ...lateness },
  tookMs: LONG,
});
const SILENT: Partial<FinishedCase> = { answer: null, ended: 'budget' };
const GAVE_UP: Partial<FinishedCase> = { answer: failedClaim };

/** `late fail implied to`: what it would be, and that it does not stand. */
function told(...of: Parameters<typeof judged>): string {
  const judgement = judged(...of);
  return [judgement.late === undefined ? [] : ['late'], inShort(judgement)].flat().join(' ');
}

const right = () => [...wellKnown(delegated), ...request(delegated, 'target:8443')];

test('late is what took longer than a client waits, in sum and against the time of the round', () => {
  const table: [string, Partial<FinishedCase>, boolean][] = [
    ['nothing was late', { lateness: IN_TIME, tookMs: LONG }, false],
    ['many small lags of our loops', late({ loops: 4300 }), true],
    ['the lags of a busy run', late({ loops: 900 }), false],
    ['41 drips of 5 ms that took 4.5 s', late({ deliveries: 4300 }), true],
    ['answers to DNS questions', late({ answers: 1100 }), true],
    ['a little of both', late({ deliveries: 600, answers: 600 }), true],
    ['a little of one', late({ deliveries: 600 }), false],
    ['a machine that is shared with sixteen loops', late({ machine: 0.28 * LONG }), true],
    ['a busy machine', late({ machine: 0.1 * LONG }), false],
    ['a lost question', { droppedQuestions: 1, tookMs: 10 }, true],
    [
      'a round in which nobody can have given up',
      { ...late({ machine: 300, loops: 1200 }), tookMs: 600 },
      false,
    ],
  ];
  for (const [what, more, isLate] of table) {
    const judgement = judged(delegated, delegatedOutcome, [], { ...SILENT, ...more });
    assert.deepEqual([judgement.late !== undefined, judgement.status], [isLate, 'fail'], what);
  }
  const { late: text } = judged(delegated, delegatedOutcome, [], {
    ...SILENT,
    ...late({ loops: 3000, machine: 3000 }),
  });
  assert.equal(text, 'our event loops were late, and this machine had too little time for us');
});

test('what only did not come does not stand where we were late', () => {
  const elsewhere = request(delegated, 'origin:8448', { host: SN, at: 4100 });
  const table: [string, Event[], Partial<FinishedCase>, string][] = [
    ['no request', [], SILENT, 'late fail implied to'],
    ['it said that it failed', [], GAVE_UP, 'late fail implied to'],
    ['it fell back after its time-out', elsewhere, {}, 'late fail implied to'],
    ['a lost question', elsewhere, { droppedQuestions: 1, lateness: IN_TIME }, 'late fail implied to'],
    [
      'a client that broke off the right place',
      handshake(delegated, 'target:8443', DH),
      GAVE_UP,
      'late fail implied to',
    ],
    ['all that had to come', right(), {}, 'pass'],
  ];
  for (const [what, events, more, verdict] of table)
    assert.equal(told(delegated, delegatedOutcome, events, { ...late(), ...more }), verdict, what);
});

test('what the implementation did of its own accord is judged however late we were', () => {
  const table: [string, Event[], string][] = [
    ['a wrong Host', request(delegated, 'target:8443', { host: SN, sni: DH, at: 4100 }), 'fail implied host'],
    ['a wrong SNI', request(delegated, 'target:8443', { sni: SN, at: 4100 }), 'fail SHOULD sni'],
    ['a place that no step leads to', request(delegated, 'target:8448', { at: 4100 }), 'fail implied to'],
    [
      'a fallback sooner than any time-out',
      request(delegated, 'origin:8448', { host: SN, at: 200 }),
      'fail implied to',
    ],
    [
      'a fallback over a connection for another name',
      request(delegated, 'origin:8448', { host: SN, sni: DH, at: 4100 }),
      'fail implied to',
    ],
    [
      'the right place, with the Host of another name there',
      request(delegated, 'fed-on-8448:443', { host: DH, at: 4100 }),
      'fail implied to',
    ],
  ];
  for (const [what, events, verdict] of table)
    assert.equal(told(delegated, delegatedOutcome, events, late()), verdict, what);
});

test('beside what it did of its own accord nothing is said that we may have caused', () => {
  const c: Case = {
    ...delegated,
    expect: {
      ...delegated.expect,
      connect: [to('target:8443', DH)],
      saw: [{ kind: 'dns', name: 'x.sn.test', type: 'A', text: 'dns A x.sn.test' }],
    },
  };
  const events = request(c, 'target:8443', { host: SN, sni: DH, at: 4100 });
  assert.equal(told(c, delegatedOutcome, events), 'fail implied host saw');
  const whole = judged(c, delegatedOutcome, events);
  const { late: what, stands } = judged(c, delegatedOutcome, events, late());
  assert.equal(told(c, delegatedOutcome, events, late()), 'late fail implied host');
  assert.deepEqual(
    [what, stands],
    ['our event loops were late', true],
    'the rest may come of a second asking',
  );
  assert.deepEqual([whole.late, whole.stands], [undefined, undefined]);
  const alone = { ...c, expect: { ...c.expect, saw: [] } };
  assert.equal(told(alone, delegatedOutcome, events, late()), 'fail implied host', 'nothing was left out');
});

test('a noted verdict is a verdict: what overload did is not recorded as behaviour', () => {
  const c: Case = { ...delegated, level: 'record' };
  const fellBack = request(c, 'origin:8448', { host: SN, at: 4100 });
  const table: [string, Event[], Partial<FinishedCase>, string][] = [
    ['no request', [], GAVE_UP, 'late noted to'],
    ['a fallback', fellBack, {}, 'late noted to'],
    ['a request by the algorithm', right(), {}, 'noted'],
    ['a request of its own accord', request(c, 'target:8448', { at: 4100 }), {}, 'noted to'],
  ];
  for (const [what, events, more, verdict] of table)
    assert.equal(told(c, delegatedOutcome, events, { ...late(), ...more }), verdict, what);
  const stalled = makeCase({
    dns: { [SN]: ['A origin'] },
    hosts: { origin: { 443: { fault: 'stall-tls' }, 8448: { cert: [SN] } } },
    expect: { connect: [to('origin:8448', SN)] },
    case: { clauses: ['S6-a'], tags: ['stall'] },
  });
  assert.equal(told(stalled, makeOutcome(stalled, '6'), [], { ...SILENT, ...late() }), 'late noted');
  assert.equal(told(stalled, makeOutcome(stalled, '6'), [], SILENT), 'noted');
});

test('a tolerated reading that is met by what did not come does not stand', () => {
  const reading = {
    connect: [],
    refuse: true,
    saw: [],
    never: [],
    atMost: [],
    grade: 'pass',
    because: 'may give up',
  };
  const c: Case = { ...delegated, tolerate: [reading as unknown as Case['tolerate'][number]] };
  assert.equal(told(c, delegatedOutcome, [], GAVE_UP), 'pass');
  assert.equal(told(c, delegatedOutcome, [], { ...GAVE_UP, ...late() }), 'late pass');
  const elsewhere = { ...reading, connect: [to('origin:8448', SN)], refuse: false, because: 'may fall back' };
  const d: Case = { ...delegated, tolerate: [elsewhere as unknown as Case['tolerate'][number]] };
  const [soon, later] = [200, 4100].map((at) => request(d, 'origin:8448', { host: SN, at }));
  assert.equal(told(d, delegatedOutcome, soon ?? [], late()), 'pass', 'of its own accord');
  assert.equal(told(d, delegatedOutcome, later ?? [], late()), 'late pass', 'perhaps for a time-out');
});

const refusal = makeCase({
  dns: { [SN]: ['A origin'] },
  hosts: { origin: { 8448: { cert: flawed([SN], 'untrusted') } } },
  expect: { connect: [], refuse: true },
  case: { clauses: ['S6-c'] },
});
const outcomeOfRefusal = consultOracle(refusal);
const hello = () => handshake(refusal, 'origin:8448', SN);

/** The client ended the connection, so many milliseconds after its beginning. */
function endedAt(events: Event[], at: number, more: { how?: string; shown?: number }): Event[] {
  return closed(events).map((event) => (event.kind === 'close' ? { ...event, at, ...more } : event));
}

const begunAt = (events: Event[], at: number): Event[] => events.map((event) => ({ ...event, at }));

test('a connection that the client ended after our certificate was shown is a deed, and not an absence', () => {
  const table: [string, Event[], string][] = [
    ['nothing came', hello(), 'late pass'],
    ['it ended before our certificate had left', endedAt(hello(), 300, {}), 'late pass'],
    ['it ended at once', endedAt(hello(), 300, { shown: 40 }), 'pass'],
    ['it told why', endedAt(hello(), 4100, { shown: 2500, how: 'alert unknown_ca' }), 'pass'],
    ['its own time-out may have struck', endedAt(hello(), 4100, { shown: 2500 }), 'late pass'],
    ['its time-out struck as the certificate left', endedAt(hello(), 4100, { shown: 1 }), 'late pass'],
    [
      'the time-out of all that it did struck, soon after this connection began',
      endedAt(begunAt(hello(), 4500), 5000, { shown: 20 }),
      'late pass',
    ],
    [
      'one connection of two was given up',
      [...endedAt(hello(), 300, { shown: 40 }), ...endedAt(hello(), 4100, {})],
      'late pass',
    ],
    [
      'it accepted the certificate',
      request(refusal, 'origin:8448', { host: SN, at: 4100 }),
      'fail MUST cert claim',
    ],
  ];
  for (const [what, events, verdict] of table)
    assert.equal(told(refusal, outcomeOfRefusal, events, { ...GAVE_UP, ...late() }), verdict, what);
  const valid = (shown: number) => endedAt(handshake(delegated, 'target:8443', DH), 400, { shown });
  const broke = told(delegated, delegatedOutcome, valid(50), { ...GAVE_UP, ...late() });
  assert.equal(broke, 'fail implied to', 'that a valid certificate was refused is no absence either');
  const struck = endedAt(begunAt(handshake(delegated, 'target:8443', DH), 4500), 5000, { shown: 20 });
  assert.equal(
    told(delegated, delegatedOutcome, struck, { ...GAVE_UP, ...late() }),
    'late fail implied to',
    'a time-out of the whole question',
  );
});

test('a refusal of anything but a certificate is an absence', () => {
  const c = makeCase({ dns: {}, hosts: {}, expect: { connect: [], refuse: true } });
  const outcome = makeOutcome(c, '6');
  assert.equal(told(c, outcome, [], GAVE_UP), 'pass');
  assert.equal(told(c, outcome, [], { ...GAVE_UP, ...late() }), 'late pass');
  assert.equal(told(c, outcome, [], { ...GAVE_UP, ...late(), tookMs: 400 }), 'pass', 'it did not wait');
});

test('a twin that nobody refused does not pass because everything was late', () => {
  const twin: Case = {
    ...refusal,
    twin: { of: 'test/case', listener: 'origin:8448', flaw: 'untrusted' } as unknown as NonNullable<
      Case['twin']
    >,
  };
  assert.equal(told(twin, outcomeOfRefusal, hello(), { ...GAVE_UP, ...late() }), 'late pass');
  assert.equal(told(twin, outcomeOfRefusal, [], { ...GAVE_UP, ...late() }), 'late skip');
  const shown = endedAt(hello(), 300, { shown: 40 });
  assert.equal(told(twin, outcomeOfRefusal, shown, { ...GAVE_UP, ...late() }), 'pass');
});

test('who falls back from a file behind a bad certificate has to have refused that', () => {
  const c = makeCase({
    dns: { [SN]: ['A origin'], [DH]: ['A fed'] },
    hosts: {
      origin: { 443: { cert: flawed([SN], 'untrusted'), routes: [file(DH)] }, 8448: { cert: [SN] } },
      fed: { 8448: { cert: [DH] } },
    },
    expect: { step: '6', connect: [to('origin:8448', SN)] },
    case: { clauses: ['S3-c'] },
  });
  const outcome = consultOracle(c);
  assert.equal(outcome.step, '6');
  const fell = (at: number) => request(c, 'origin:8448', { host: SN, at });
  assert.equal(told(c, outcome, fell(4100)), 'pass');
  assert.equal(told(c, outcome, fell(4100), late()), 'late pass');
  assert.equal(told(c, outcome, fell(300), late()), 'pass', 'sooner than any time-out');
  assert.equal(
    told(fallback, makeOutcome(fallback, '6'), fell(4100), late()),
    'pass',
    'there was nothing else',
  );
});

test('a claim is judged by where it leads: what it found may come of waiting, what it made up may not', () => {
  const about = { can: ['claim'] };
  const claim = (name: string, port: number, host: string): Partial<FinishedCase> => ({
    about,
    answer: { kind: 'resolved', targets: [{ name, port, host, tls_name: host }] },
  });
  const table: [string, Partial<FinishedCase>, string][] = [
    ['right', claim('hs.sn.test', 8443, DH), 'pass'],
    ['a fallback', claim(SN, 8448, SN), 'late fail MUST cert to host'],
    ['a place of its own', claim('hs.sn.test', 8448, DH), 'fail implied to'],
    ['a failure', { about, answer: failedClaim }, 'late fail implied to'],
  ];
  for (const [what, more, verdict] of table)
    assert.equal(told(delegated, delegatedOutcome, [], { ...late(), ...more }), verdict, what);
});

test('a failure that stands is one, and what is well has to be so in every round', () => {
  const c: Case = { ...delegated, rounds: [{}, {}] as unknown as NonNullable<Case['rounds']> };
  const named = (judgement: ReturnType<typeof judged>) => [{ server: SN, judgement }];
  const good = judged(delegated, delegatedOutcome, right());
  const wrong = judged(delegated, delegatedOutcome, request(delegated, 'target:8443', { host: SN, sni: DH }));
  const absent = judged(delegated, delegatedOutcome, [], { ...SILENT, ...late() });
  const refused = judged(refusal, outcomeOfRefusal, hello(), { ...GAVE_UP, ...late() });
  const rounds = (...each: ReturnType<typeof judged>[]) => judgeRounds(c, each.map(named));
  assert.equal(rounds(good, good).late, undefined);
  assert.ok(rounds(refused, good).late);
  assert.ok(rounds(good, absent).late);
  const stood = rounds(refused, wrong);
  assert.deepEqual([Boolean(stood.late), stood.stands, inShort(stood)], [true, true, 'fail implied host']);
  const both = judgeRounds(c, [[...named(absent), ...named(wrong)]]);
  assert.deepEqual([Boolean(both.late), both.stands, inShort(both)], [true, true, 'fail implied host']);
  assert.deepEqual([rounds(good, wrong).late, rounds(good, wrong).stands], [undefined, undefined]);
  assert.equal(rounds(good, absent).stands, undefined);
});
