import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClaimedTarget } from '../evidence/index.ts';
import type { Case, ListenerCertificate } from '../model/index.ts';
import { consultOracle } from '../oracle/index.ts';
import {
  DH,
  delegated,
  delegatedOutcome,
  failedClaim,
  file,
  flawed,
  inShort,
  judged,
  makeCase,
  makeOutcome,
  question,
  request,
  SN,
  to,
} from './testing/test-world.ts';

const about = { can: ['claim'] };
const claim = (...targets: ClaimedTarget[]) => ({ kind: 'resolved', targets }) as const;
const RIGHT = { address: '20.1.0.2', port: 8443, host: DH, tls_name: DH };

function shortly(c: Case, targets: ClaimedTarget[], outcome = delegatedOutcome): string {
  return inShort(judged(c, outcome, [], { about, answer: claim(...targets) }));
}

test('one that only resolves is judged on the fields it names', () => {
  const table: [string, ClaimedTarget[], string][] = [
    ['every field right', [RIGHT], 'pass'],
    ['the name instead of the address', [{ name: 'hs.sn.test', port: 8443, host: DH }], 'pass'],
    ['the IPv6 address', [{ ...RIGHT, address: '2a00:db8:1::2' }], 'pass'],
    ['a name with a final dot', [{ name: 'HS.sn.test.', port: 8443, host: DH, tls_name: `${DH}.` }], 'pass'],
    ['no tls_name', [{ address: '20.1.0.2', port: 8443, host: DH }], 'pass'],
    ['another address', [{ ...RIGHT, address: '20.1.0.3', port: 8448 }], 'fail implied to'],
    ['another port', [{ ...RIGHT, port: 8448 }], 'fail implied to'],
    ['an address of nobody', [{ ...RIGHT, address: '192.0.2.1' }], 'fail implied to'],
    ['another Host', [{ ...RIGHT, host: SN }], 'fail implied host'],
    ['port 443 in Host', [{ ...RIGHT, host: `${DH}:443` }], 'lenient host'],
    ['another name for the certificate', [{ ...RIGHT, tls_name: 'hs.sn.test' }], 'fail MUST cert'],
    ['no port: the place is not known', [{ address: '20.1.0.2', host: DH }], 'skip'],
    ['no host: the place is not known', [{ port: 8443, host: DH }], 'skip'],
    ['no Host', [{ address: '20.1.0.2', port: 8443 }], 'skip'],
    ['what is named and wrong fails, whatever is missing', [{ host: SN }], 'fail implied host'],
    ['no target', [], 'skip'],
  ];
  for (const [what, targets, verdict] of table) assert.equal(shortly(delegated, targets), verdict, what);
});

test('of several candidates the first that could be connected to counts', () => {
  const dead = { ...RIGHT, address: '20.1.0.2', port: 1 };
  const decoy = { ...RIGHT, address: '20.1.0.3', port: 8448 };
  assert.equal(shortly(delegated, [dead, RIGHT]), 'pass');
  assert.equal(shortly(delegated, [RIGHT, decoy]), 'pass', 'a fallback behind the right one is no mistake');
  assert.equal(shortly(delegated, [decoy, RIGHT]), 'fail implied to');
});

test('where only the certificate is in question, its name has to be named', () => {
  const c: Case = { ...delegated, clauses: ['S33-c'] };
  const { tls_name: _, ...unnamed } = RIGHT;
  assert.equal(shortly(c, [unnamed]), 'skip');
  assert.equal(shortly(c, [RIGHT]), 'pass');
});

test('a claim of failure', () => {
  assert.equal(
    inShort(judged(delegated, delegatedOutcome, [], { about, answer: failedClaim })),
    'fail implied to',
  );
  const c = makeCase({ dns: {}, hosts: {}, expect: { refuse: true } });
  assert.equal(inShort(judged(c, makeOutcome(c, '6'), [], { about, answer: failedClaim })), 'pass');
});

const refusal = (cert: Parameters<typeof flawed>[1] | undefined) =>
  refusalBy(cert ? { 8443: { cert: flawed([DH], cert) } } : {});

function refusalBy(target: Parameters<typeof makeCase>[0]['hosts'][string]): Case {
  return makeCase({
    dns: { [SN]: ['A origin'], [DH]: ['A target'] },
    hosts: {
      origin: { 443: { cert: [SN], routes: [file(`${DH}:8443`)] }, 8448: { cert: [SN] } },
      target,
    },
    expect: { refuse: true },
  });
}

test('the refusal of a certificate cannot be claimed', () => {
  const c = refusal('expired');
  const outcome = consultOracle(c);
  const target = { name: DH, port: 8443, host: `${DH}:8443` };
  assert.equal(shortly(c, [target], outcome), 'skip');
  assert.equal(inShort(judged(c, outcome, [], { about, answer: failedClaim })), 'skip');
  assert.equal(shortly(c, [{ ...target, tls_name: SN }], outcome), 'fail MUST cert');
  assert.equal(shortly(c, [{ name: SN, port: 8448, host: SN }], outcome), 'fail implied refuse');
});

test('nor that an alert is met, at the right place: who only resolves cannot know of it', () => {
  const cert: ListenerCertificate = {
    kind: 'sni',
    default: { fault: 'alert-unrecognized-name' },
    byName: { 'hs.sn.test': { names: ['hs.sn.test'] } },
  };
  const c = makeCase({
    dns: {
      [SN]: ['A origin'],
      [`_matrix-fed._tcp.${SN}`]: ['SRV 1 1 443 hs.sn.test'],
      'hs.sn.test': ['A target'],
    },
    hosts: { origin: { 8448: { cert: [SN] } }, target: { 443: { cert } } },
    expect: { refuse: true },
  });
  const outcome = consultOracle(c);
  const target = { name: 'hs.sn.test', port: 443, host: SN };
  assert.equal(shortly(c, [target], outcome), 'pass');
  assert.equal(shortly(c, [{ name: SN, port: 8448, host: SN }], outcome), 'fail implied refuse');
  const events = request(c, 'target:443', { host: SN, sni: 'hs.sn.test' });
  const sent = judged(c, outcome, events, { about: { can: ['connect'] } });
  assert.equal(inShort(sent), 'fail MUST cert', 'the SNI of another name does not make it right');
  assert.equal(sent.divergence?.kind, 'accepted-certificate');
});

test('a claim that leads to nobody is as good as a refusal', () => {
  const c = refusal(undefined);
  const outcome = consultOracle(c);
  assert.equal(shortly(c, [{ name: DH, port: 8443, host: `${DH}:8443` }], outcome), 'pass');
  assert.match(shortly(c, [{ name: SN, port: 8448, host: SN }], outcome), /^fail \w+ refuse$/);
});

test('so is one to a listener that answers the right SNI with an alert, whomever else it serves', () => {
  const alert = { fault: 'alert-unrecognized-name' } as const;
  const byName = { [SN]: { names: [SN] } };
  const strict = refusalBy({ 8443: { cert: { kind: 'sni', default: alert, byName } } });
  const outcome = consultOracle(strict);
  const target = { name: DH, port: 8443, host: `${DH}:8443` };
  assert.equal(shortly(strict, [target], outcome), 'pass');
  assert.equal(shortly(strict, [{ ...target, tls_name: SN }], outcome), 'fail MUST cert refuse');
});

test('deeds and events count for one that only resolves, too', () => {
  const answer = claim(RIGHT);
  const decoy = request(delegated, 'srv-of-origin:8448');
  assert.equal(inShort(judged(delegated, delegatedOutcome, decoy, { about, answer })), 'fail implied to');
  const never = [{ kind: 'dns', type: '*', name: `_matrix._tcp.${DH}`, text: 'dns * legacy' }] as const;
  const c: Case = { ...delegated, expect: { ...delegated.expect, never } };
  const events = [question('SRV', `_matrix._tcp.${DH}`)];
  assert.equal(inShort(judged(c, delegatedOutcome, events, { about, answer })), 'fail implied never');
});

test('tolerated readings hold for claims', () => {
  const reading = {
    because: 'x',
    grade: 'lenient',
    connect: [to('origin:8448', SN)],
    refuse: false,
  } as const;
  const c: Case = { ...delegated, tolerate: [reading] };
  assert.equal(shortly(c, [{ address: '20.1.0.1', port: 8448, host: SN }]), 'lenient');
});

test('a right place where nobody is proves nothing: what follows is shown by connecting', () => {
  const c = makeCase({
    dns: {
      [SN]: ['A origin'],
      [`_matrix-fed._tcp.${SN}`]: ['SRV 1 1 8449 first.sn.test'],
      [`_matrix._tcp.${SN}`]: ['SRV 1 1 8449 second.sn.test'],
      'first.sn.test': ['A first'],
      'second.sn.test': ['A second'],
    },
    hosts: { origin: {}, first: {}, second: { 8449: { cert: [SN] } } },
    expect: { connect: [to('second:8449', SN)] },
  });
  const outcome = makeOutcome(c, '4');
  assert.equal(shortly(c, [{ name: 'first.sn.test', port: 8449, host: SN }], outcome), 'skip');
  assert.equal(
    shortly(c, [{ name: SN, port: 8448, host: SN }], outcome),
    'fail implied to',
    'a wrong dead place',
  );
});

test('nor does a right target without an address', () => {
  const c = makeCase({
    dns: {
      [SN]: ['A origin'],
      [`_matrix-fed._tcp.${SN}`]: ['SRV 1 1 8449 first.sn.test', 'SRV 2 1 8449 second.sn.test'],
      'second.sn.test': ['A second'],
    },
    hosts: { origin: {}, second: { 8449: { cert: [SN] } } },
    expect: { connect: [to('second:8449', SN)] },
  });
  const outcome = makeOutcome(c, '4');
  const target = { name: 'First.sn.test.', port: 8449, host: SN };
  assert.equal(shortly(c, [target], outcome), 'skip');
  assert.equal(shortly(c, [{ ...target, port: 8448 }], outcome), 'fail implied to', 'no such record');
  assert.equal(shortly(c, [{ ...target, name: 'third.sn.test' }], outcome), 'fail implied to');
});

test('a recorded claim says where it leads', () => {
  const c: Case = { ...delegated, level: 'record' };
  const { status, reasons } = judged(c, delegatedOutcome, [], { about, answer: claim(RIGHT) });
  assert.deepEqual([status, reasons[0]?.text], ['noted', 'says that the request goes to target:8443']);
});

test('who would go to a port that turns out to speak clear text has not said that it sends anything there', () => {
  const c = makeCase({
    dns: { [SN]: ['A origin'] },
    hosts: { origin: { 8448: { cert: [SN], fault: 'plain-http' } } },
    expect: { refuse: true, control: 'control/fallback' },
  });
  const there = { address: '20.1.0.1', port: 8448, host: SN };
  assert.equal(shortly(c, [there], consultOracle(c)), 'skip');
  assert.equal(shortly(c, [{ ...there, tls_name: DH }], consultOracle(c)), 'fail MUST cert');
});
