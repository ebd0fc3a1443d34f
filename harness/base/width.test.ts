import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { widthOf } from './width.ts';

const { COLUMNS: before } = process.env;

afterEach(() => {
  if (before === undefined) delete process.env.COLUMNS;
  else process.env.COLUMNS = before;
});

const TABLE: readonly (readonly [
  what: string,
  told: string | undefined,
  columns: number | undefined,
  width: number | undefined,
])[] = [
  ['a pipe', undefined, undefined, undefined],
  ['a pipe, and somebody asks', '72', undefined, 72],
  ['a pipe, and nonsense', 'wide', undefined, undefined],
  ['a terminal', undefined, 120, 120],
  ['a terminal knows best', '72', 120, 120],
  ['a terminal that does not say', undefined, 0, 80],
  ['a terminal that does not say, and somebody does', '60', 0, 60],
  ['a terminal of a few columns', undefined, 10, 30],
];

for (const [what, told, columns, width] of TABLE) {
  test(`how wide lines are: ${what}`, () => {
    if (told === undefined) delete process.env.COLUMNS;
    else process.env.COLUMNS = told;
    const stream = columns === undefined ? { isTTY: false, columns: 0 } : { isTTY: true, columns };
    assert.equal(widthOf(stream), width);
  });
}
