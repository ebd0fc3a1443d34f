import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asFirstAsked, asFirstNamed } from './again.ts';
import type { Case } from './case.ts';
import { steady } from './steady.ts';

const host = (label: string, last: number) => ({
  label,
  ipv4: `20.1.0.${last}`,
  ipv6: `2a00:db8:1::${last}`,
  listeners: [],
});

function caseNamed(name: string, hosts: Case['hosts'], again?: true): Case {
  return {
    id: 'srv/fed',
    family: 'srv',
    source: { file: 'fed.json', text: '' },
    title: 'a test case',
    clauses: [],
    needs: [],
    tags: [],
    see: [],
    name,
    server: name,
    request: { kind: 'http', method: 'GET', path: '/' },
    zone: {},
    hosts,
    expect: { connect: [], refuse: true, saw: [], never: [], atMost: [] },
    tolerate: [],
    ...(again && { again }),
  };
}

const FIRST = caseNamed('fed.srv.test', [host('origin', 1), host('target', 2)]);
const AGAIN = caseNamed('fed--again.srv.test', [host('origin', 33), host('target', 34)], true);

/** What is said of the second asking, what would have been said of the first, and how it is said steadily. */
const TEXTS: readonly (readonly [again: string, first: string, steadily: string])[] = [
  ['Host fed--again.srv.test:8448', 'Host fed.srv.test:8448', 'Host fed.srv.test:8448'],
  ['hs.FED--AGAIN.SRV.TEST', 'hs.FED.SRV.TEST', 'hs.FED.SRV.TEST'],
  ['hs.FeD--AgAiN.SrV.TeSt', 'hs.FeD.SrV.TeSt', 'hs.FeD.SrV.TeSt'],
  ['other-fed--again.srv.test', 'other-fed--again.srv.test', 'other-fed--again.srv.test'],
  ['fed--again-and-more', 'fed--again-and-more', 'fed--again-and-more'],
  [
    '20.1.0.34:8448 and 2a00:db8:1::33',
    '20.1.0.2:8448 and 2a00:db8:1::1',
    '{ipv4 target}:8448 and {ipv6 origin}',
  ],
];

for (const [again, first, steadily] of TEXTS) {
  test(`"${again}" is said as if it had been asked for the first time`, () => {
    assert.equal(asFirstAsked(AGAIN, FIRST, again), first);
    assert.equal(steady(AGAIN, again), steadily);
    assert.equal(steady(FIRST, first), steadily);
  });
}

test('of the first asking nothing is changed', () => {
  assert.equal(asFirstNamed(FIRST, 'fed--again.srv.test'), 'fed--again.srv.test');
});

test('an address is said alike in every spelling', () => {
  const [of] = [FIRST.hosts[1]];
  assert.ok(of);
  const spelled = ['335609858', '0x14010002', '20.1.2', '0024.0001.0000.0002', '020.001.000.002'];
  const words = ['decimal', 'hex', 'short', 'octal', 'zeros'].map((word) => `{${word} target}`);
  assert.deepEqual(
    spelled.map((text) => steady(FIRST, `went to ${text}:8449`)),
    words.map((word) => `went to ${word}:8449`),
  );
});
