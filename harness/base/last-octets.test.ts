import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastOctets } from './last-octets.ts';

const ROWS: readonly (readonly [text: string, most: number, end: string])[] = [
  ['', 0, ''],
  ['abc', 0, ''],
  ['abc', 3, 'abc'],
  ['abc', 2, 'bc'],
  ['aéé', 4, 'éé'],
  ['aéé', 3, 'é'],
  ['日本', 5, '本'],
  ['日本', 2, ''],
  ['x😀', 4, '😀'],
  ['x😀y', 4, 'y'],
];

test('the end of a text is counted in octets, and no character is cut', () => {
  for (const [text, most, end] of ROWS) assert.equal(lastOctets(text, most), end, `${text} ${most}`);
});
