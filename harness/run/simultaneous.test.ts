import assert from 'node:assert/strict';
import { test } from 'node:test';
import { simultaneousNames, widthFor } from './simultaneous.ts';
import { roundsOf } from './testing/cases.ts';

const asking = (...counts: readonly number[]) => ({ rounds: roundsOf(...counts) });

test('what counts is the largest number of names at the same moment', () => {
  assert.deepEqual(
    [simultaneousNames({}), simultaneousNames(asking(1, 1)), simultaneousNames(asking(1, 3, 2))],
    [1, 1, 3],
  );
});

test('as many cases are under way as have room for all of their names', () => {
  assert.deepEqual(
    [widthFor([{}], 8), widthFor([{}, asking(3)], 8), widthFor([asking(4)], 2), widthFor([], 8)],
    [8, 2, 1, 8],
  );
});
