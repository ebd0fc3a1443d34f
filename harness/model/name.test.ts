import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonical, parent, parentOfWildcard, withoutFinalDot } from './name.ts';

test('names are compared without case and final dot', () => {
  const table: readonly [name: string, compared: string][] = [
    ['SN.test', 'sn.test'],
    ['SN.test.', 'sn.test'],
    ['sn.test..', 'sn.test.'],
    // RFC 4343 knows ASCII letters only.
    ['\u212a.test', '\u212a.test'],
    ['.', ''],
    ['', ''],
  ];
  for (const [name, compared] of table) assert.equal(canonical(name), compared, name);
});

test('a final dot goes, and the case of letters stays', () => {
  assert.equal(withoutFinalDot('SN.test.'), 'SN.test');
  assert.equal(withoutFinalDot('SN.test'), 'SN.test');
});

test('a wildcard is the whole first label, and stands below a name', () => {
  const table: readonly [name: string, above: string | undefined][] = [
    ['*.fed.test', 'fed.test'],
    ['*.*.test', '*.test'],
    ['*', undefined],
    ['s*.test', undefined],
    ['a.*.test', undefined],
    ['test', undefined],
  ];
  for (const [name, above] of table) assert.equal(parentOfWildcard(name), above, name);
});

test('above a name of one label there is nothing', () => {
  assert.equal(parent('fed.test'), 'test');
  assert.equal(parent('test'), '');
});
