import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearest, suggestion } from './nearest.ts';

const WORDS = ['hosts', 'homeserver', 'routes', 'expect', 'since', 'dns', 'A', 'AAAA'];

const ROWS: readonly [word: string, near: string | undefined][] = [
  ['hots', 'hosts'],
  ['Hosts', 'hosts'],
  ['hosst', 'hosts'],
  ['homeServer', 'homeserver'],
  ['homesrever', 'homeserver'],
  ['rotues', 'routes'],
  ['exepct', 'expect'],
  ['a', 'A'],
  ['AAA', 'AAAA'],
  ['dsn', 'dns'],
  ['quorum', undefined],
  ['', 'A'],
];

for (const [word, near] of ROWS) {
  test(`the nearest of ${JSON.stringify(word)} is ${near}`, () => assert.equal(nearest(word, WORDS), near));
}

test('without a near word the known ones are listed, up to a limit', () => {
  assert.equal(suggestion('quorum', ['A', 'AAAA']), 'known here: A AAAA');
  const many = Array.from({ length: 30 }, (_, index) => `word-number-${index}`);
  assert.match(suggestion('x', many), /word-number-23 …$/);
});
