import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filesFor, tooFewFiles } from './open-files.ts';

test('sixty-four cases at once need what many a shell allows', () => {
  assert.equal(filesFor(64), 1024);
});

const ROWS: readonly (readonly [cases: number, limit: number, says: RegExp | undefined])[] = [
  [64, 1024, undefined],
  [64, 1023, /^1023 files may be open here, and 64 cases at once need 1024 .*--parallel 63$/],
  [64, 256, /--parallel 9$/],
  [9, 256, undefined],
  [1, 142, undefined],
  // Fewer than one case at once are none.
  [1, 141, /^141 files may be open here, and a case needs 142 .* limits\.conf\)$/],
];

for (const [cases, limit, says] of ROWS) {
  test(`${cases} cases at once with ${limit} open files`, () => {
    const told = tooFewFiles(cases, limit);
    if (says === undefined) assert.equal(told, undefined);
    else assert.match(told ?? '', says);
  });
}

test('here and now a few can be asked', () => {
  assert.equal(tooFewFiles(4), undefined);
});
