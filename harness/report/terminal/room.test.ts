import assert from 'node:assert/strict';
import { test } from 'node:test';
import { heightOf } from './room.ts';

test('a line takes as many rows as a terminal gives it, a command that stays whole too', () => {
  const command = `  try       npx signpost shell srv/fed -- curl https://${'a'.repeat(80)}.test/`;
  for (const [lines, rows] of [
    [[], 0],
    [['', 'a'], 2],
    [['word '.repeat(15).trim()], 2],
    [[command], 3],
  ] as const)
    assert.equal(heightOf(lines, 60), rows, lines.join());
});
