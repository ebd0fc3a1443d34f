import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../model/index.ts';
import { simultaneousNames, tooMany, widthFor } from './simultaneous.ts';

const nothing = {
  zone: {},
  hosts: [],
  expect: { connect: [], refuse: true, saw: [], never: [], atMost: [] },
};
const asking = (...counts: number[]): Pick<Case, 'rounds'> => ({
  rounds: counts.map((count) => {
    const [first = 'a.test', ...rest] = Array.from({ length: count }, (_, index) => `n${index}.test`);
    return { ...nothing, resolve: [first, ...rest] as const, tolerate: [] };
  }),
});

test('a crowd is the largest number of names at the same moment', () => {
  assert.deepEqual(
    [simultaneousNames({}), simultaneousNames(asking(1, 1)), simultaneousNames(asking(1, 3, 2))],
    [1, 1, 3],
  );
});

test('an implementation is not asked for more at once than it takes', () => {
  assert.equal(tooMany(asking(2), { parallel: 2 }), undefined);
  assert.equal(tooMany(asking(1), { parallel: 1 }), undefined);
  assert.equal(
    tooMany(asking(1, 3), { parallel: 2 }),
    'asks for 3 names at the same moment, and it takes 2 at a time',
  );
});

test('as many cases are under way as have room for all of their names', () => {
  assert.deepEqual(
    [widthFor([{}], 8), widthFor([{}, asking(3)], 8), widthFor([asking(4)], 2), widthFor([], 8)],
    [8, 2, 1, 8],
  );
});
