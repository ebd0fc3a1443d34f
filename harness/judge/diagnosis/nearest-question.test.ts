import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../evidence/index.ts';
import type { Case } from '../../model/index.ts';
import { consultOracle } from '../../oracle/index.ts';
import { divergenceText } from '../divergence/divergence-text.ts';
import type { FinishedCase } from '../finished-case.ts';
import { withPort } from '../testing/decoy-worlds.ts';
import { DH, delegated, judged, question, request, SN } from '../testing/test-world.ts';

const RIGHT = `_matrix-fed._tcp.${DH}`;
const searching: Case = { ...delegated, machine: { search: ['corp.test'] } };

function told(questions: readonly Event[], more: Partial<FinishedCase> = {}, c = delegated): string {
  const events = [...questions, ...request(delegated, 'fed-on-8448:8448')];
  const { divergence } = judged(c, consultOracle(c), events, more);
  return (divergence && divergenceText(divergence)) ?? '';
}

const srv = (name: string) => question('SRV', name);

const TABLE: readonly [what: string, questions: () => readonly Event[], asked: string][] = [
  ['another protocol', () => [srv(`_matrix._udp.${DH}`)], 'SRV _matrix._udp'],
  ['an underscore for the hyphen', () => [srv(`_matrix_fed._tcp.${DH}`)], 'SRV _matrix_fed._tcp'],
  ['no underscore in front', () => [srv(`matrix-fed._tcp.${DH}`)], 'SRV matrix-fed._tcp'],
  ['TLS for TCP', () => [srv(`_matrix._tls.${DH}`)], 'SRV _matrix._tls'],
  ['the deprecated service alone', () => [srv(`_matrix._tcp.${DH}`)], 'SRV _matrix._tcp'],
  ['another type', () => [question('TXT', RIGHT)], 'TXT _matrix-fed._tcp'],
  ['the name alone', () => [srv(DH)], 'SRV of the name without any service'],
  ['another name', () => [srv('_matrix-fed._tcp.hs.sn.test')], 'SRV _matrix-fed._tcp of hs.sn.test'],
  [
    'the nearest of several',
    () => [srv(`_matrix._tcp.${DH}`), srv(`_matrix._udp.${DH}`), srv('_matrix-fed._tcp.hs.sn.test')],
    'SRV _matrix._udp',
  ],
  ['what a terminal would obey', () => [srv(`_ma\u001b[2Jtrix._tcp.${DH}`)], 'SRV _ma\\u{1b}[2jtrix._tcp'],
];

for (const [what, questions, asked] of TABLE) {
  test(`the wrong question is named: ${what}`, () => {
    assert.equal(
      told(questions()),
      `at step 3.3: asked ${asked}, never SRV _matrix-fed._tcp of the delegated name`,
    );
  });
}

test('a search domain is called that', () => {
  assert.equal(
    told([srv(`${RIGHT}.corp.test`)], {}, searching),
    'at step 3.3: asked SRV _matrix-fed._tcp with the search domain corp.test, never SRV _matrix-fed._tcp of the delegated name',
  );
});

test('whoever asked the right question, now or before, did something else wrong', () => {
  const wrong = 'at step 3.3: used port 8448 of the delegated name although it has an SRV record';
  assert.equal(told([srv(`_matrix._udp.${DH}`), srv(RIGHT.toUpperCase())]), wrong);
  assert.equal(told([srv(`_matrix._udp.${DH}`)], { before: [srv(RIGHT)] }), wrong);
});

test('whoever asked nothing like it left the step out', () => {
  const out =
    'at step 3.3: used port 8448 of the delegated name, and never asked for its SRV record (_matrix-fed._tcp)';
  assert.equal(told([question('A', SN)]), out);
  assert.equal(told([]), out);
});

test('where several names are asked for at once, the question of another is nobody else’s mistake', () => {
  const events = [srv('_matrix-fed._tcp.hs.sn.test'), ...request(delegated, 'fed-on-8448:8448')];
  const scene = [...events, ...request(delegated, 'origin:8448')];
  const { divergence } = judged(delegated, consultOracle(delegated), events, { scene });
  assert.equal(divergence?.kind, 'used-8448-unasked');
});

test('who looks a name with a port up as one without, and finds nobody, is told that', () => {
  const file = request(withPort, 'origin:443', { host: SN, path: '/.well-known/matrix/server' });
  const answer = { kind: 'failed', message: 'refused' } as const;
  const stop = (events: readonly Event[], more = {}) =>
    judged(withPort, consultOracle(withPort), events, { answer, ...more }).divergence?.kind;
  assert.equal(stop([...file, srv(RIGHT)]), 'asked-srv-despite-port');
  assert.equal(stop([...file, question('AAAA', DH)]), 'stopped-before-connecting');
  // It may have been asked for the same name without port.
  const [events, scene] = [
    [...file, srv(RIGHT)],
    [...file, srv(RIGHT)],
  ];
  assert.equal(stop(events, { scene }), 'stopped-before-connecting');
  assert.equal(stop(file, { before: [srv(RIGHT)] }), 'stopped-before-connecting');
});

test('who never asked, and sent nothing, is told what it asked instead', () => {
  const events = [
    ...request(delegated, 'origin:443', { host: SN, path: '/.well-known/matrix/server' }),
    srv(`_matrix._udp.${DH}`),
  ];
  const answer = { kind: 'failed', message: 'no' } as const;
  const { divergence } = judged(delegated, consultOracle(delegated), events, { answer });
  assert.equal(divergence?.kind, 'asked-wrong-srv');
});
