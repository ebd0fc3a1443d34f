/** What people paste, and what has to be said of it: the answer with its exit code, remarks in their order, and what to paste yet. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { REMARK_KINDS } from './remarks/index.ts';
import { checkRow } from './testing/paste-row.ts';
import { ROWS_OF_READING } from './testing/rows-of-reading.ts';
import { ROWS_OF_TELLING } from './testing/rows-of-telling.ts';

const ROWS = { ...ROWS_OF_TELLING, ...ROWS_OF_READING };

for (const [what, row] of Object.entries(ROWS)) test(`explains ${what}`, () => checkRow(row));

test('the table is long, and has every kind of remark', () => {
  assert.ok(Object.keys(ROWS).length >= 60, `${Object.keys(ROWS).length} rows`);
  const met = new Set(Object.values(ROWS).flatMap(({ remarks = [] }) => remarks));
  const usual = ['address-of-documents', 'plays-no-part'];
  assert.deepEqual(
    REMARK_KINDS.filter((kind) => !met.has(kind) && !usual.includes(kind)),
    [],
  );
});
