import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Expectation, ExpectedConnection, SpecVersion, Tolerance } from '../../model/index.ts';
import { consultOracle } from '../server-discovery/oracle.ts';
import { SELF, type Sketch, sketch } from '../testing/worlds.ts';
import { compareWithOracle } from './compare.ts';
import { compareRounds } from './compare-rounds.ts';

const FALLBACK: Sketch = {
  dns: { '@': { A: ['a', 'b'] } },
  hosts: { a: { 8448: { cert: '@' } }, b: { 8448: { cert: '@' } }, trap: { 8448: { cert: '@' } } },
};
const REFUSED: Sketch = { dns: { '@': { A: 'a' } }, hosts: { a: { 8448: { cert: 'trap' } } } };
const LITERAL: Sketch = { server: '[{ipv6 a}]:8449', hosts: { a: { 8449: { cert: '{ipv6 a}' } } } };
const OPEN: Sketch = {
  dns: { '@': { A: 'a' }, '_matrix-fed._tcp': { SRV: { rcode: 'SERVFAIL' } } },
  hosts: { a: { 8448: { cert: '@' } } },
};

const right: ExpectedConnection = { to: ['a:8448', 'b:8448'], host: SELF, cert: SELF };
const literal: ExpectedConnection = { to: ['a:8449'], host: '[2a00:db8:1::1]:8449', cert: '2a00:db8:1::1' };

function complaints(world: Sketch, expect: Partial<Expectation>, more: Partial<Sketch> = {}): string[] {
  const c = sketch({ ...world, ...more, expect });
  return compareWithOracle(c, consultOracle(c)).map(
    (d) => `${d.path.join('.')}: ${d.authored} → ${d.derived} [${d.clause}]`,
  );
}

test('agreement says nothing', () => {
  assert.deepEqual(complaints(FALLBACK, { step: '6', connect: [right], answer: 'reached' }), []);
  assert.deepEqual(
    complaints(FALLBACK, { connect: [{ ...right, host: SELF.toUpperCase(), sni: SELF }] }),
    [],
  );
  assert.deepEqual(complaints(FALLBACK, { connect: [{ ...right, to: ['b:8448', 'a:8448'] }] }), []);
  assert.deepEqual(complaints(FALLBACK, { connect: [{ ...right, destination: SELF }] }), []);
  assert.deepEqual(complaints(REFUSED, { step: '6', refuse: true, answer: 'failed' }), []);
  assert.deepEqual(complaints(LITERAL, { connect: [literal] }), []);
  assert.deepEqual(
    complaints(LITERAL, { connect: [{ ...literal, cert: '2a00:db8:1:0::1', sni: null }] }),
    [],
  );
});

test('each field that differs is told with its path, both values and the clause', () => {
  const one = (change: Partial<ExpectedConnection>) =>
    complaints(FALLBACK, { connect: [{ ...right, ...change }] });
  assert.deepEqual(complaints(FALLBACK, { step: '5', connect: [right] }), ['expect.step: 5 → 6 [S6-b]']);
  assert.deepEqual(complaints(FALLBACK, { connect: [right], answer: 'failed' }), [
    'expect.answer: failed → reached [S6-a]',
  ]);
  assert.deepEqual(one({ to: ['a:8448'] }), ['expect.connect.0.to: a:8448 → a:8448 or b:8448 [S6-a]']);
  assert.deepEqual(one({ to: ['trap:8448'] }), ['expect.connect.0.to: trap:8448 → a:8448 or b:8448 [S6-a]']);
  assert.deepEqual(one({ host: `${SELF}:8448` }), [`expect.connect.0.host: ${SELF}:8448 → ${SELF} [S6-b]`]);
  assert.deepEqual(one({ cert: 'x.test' }), [`expect.connect.0.cert: x.test → ${SELF} [S6-c]`]);
  assert.deepEqual(one({ sni: null }), [`expect.connect.0.sni: none → ${SELF} [T-6]`]);
  assert.deepEqual(one({ sni: 'x.test' }), [`expect.connect.0.sni: x.test → ${SELF} [T-6]`]);
  assert.deepEqual(one({ destination: 'x.test' }), [`expect.connect.0.destination: x.test → ${SELF} [A-4]`]);
  assert.deepEqual(complaints(LITERAL, { connect: [{ ...literal, sni: 'a' }] }), [
    'expect.connect.0.sni: a → none [S1-e]',
  ]);
});

test('a request where none may come, and none where one must', () => {
  assert.deepEqual(complaints(FALLBACK, { refuse: true }), [
    `expect.refuse: no request → a:8448 or b:8448 with Host ${SELF} [S6-a]`,
  ]);
  assert.deepEqual(complaints(FALLBACK, {}), [
    `expect: no request → a:8448 or b:8448 with Host ${SELF} [S6-a]`,
  ]);
  const [complaint, ...more] = complaints(REFUSED, { connect: [{ ...right, to: ['a:8448'] }] });
  assert.deepEqual(more, []);
  assert.match(complaint ?? '', /^expect\.connect: a:8448 → refused \(.*certificate of a:8448.*\) \[S6-c\]$/);
});

test('what the text leaves open is recorded or tolerated, never scored', () => {
  const tolerance = (t: Partial<Tolerance>): NonNullable<Sketch['tolerate']> => [
    { because: 'the text is silent', grade: 'pass', connect: [], refuse: false, ...t },
  ];
  const next: Partial<Expectation> = { connect: [{ ...right, to: ['a:8448'] }] };
  assert.match(complaints(OPEN, { refuse: true })[0] ?? '', /^expect: scored → record \[AMB-4\]$/);
  assert.match(complaints(OPEN, { refuse: true }, { level: 'MUST' })[0] ?? '', /^level: MUST → record/);
  assert.deepEqual(complaints(OPEN, { refuse: true }, { level: 'record' }), []);
  assert.deepEqual(complaints(OPEN, { refuse: true }, { tolerate: tolerance(next) }), []);
  // Another reading may be expected as long as this one is tolerated.
  assert.deepEqual(complaints(OPEN, next, { tolerate: tolerance({ refuse: true }) }), []);
  assert.equal(complaints(OPEN, next, { tolerate: tolerance(next) }).length, 1);
  assert.equal(complaints(OPEN, next, { level: 'record' }).length, 1);
});

test('nobody is held to naming a destination before v1.3', () => {
  const c = sketch({ ...FALLBACK, expect: { step: '6', connect: [{ ...right, destination: SELF }] } });
  const clauses = (version: SpecVersion) => compareRounds(c, version).map(({ clause }) => clause);
  assert.deepEqual([clauses('v1.2'), clauses('v1.3'), clauses('v1.20')], [['A-3'], [], []]);
});
