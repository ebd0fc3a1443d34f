import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HarnessError, type HarnessErrorCode } from '../base/index.ts';
import { attempt } from './ask-one.ts';

const failing = (code: HarnessErrorCode) =>
  attempt(() => Promise.reject(new HarnessError(code, 'The limit was reached.', 'Raise it.')));

const ROWS: readonly (readonly [HarnessErrorCode, string])[] = [
  ['too-many-files', 'The limit was reached (too-many-files). Raise it.'],
  ['port-taken', 'The limit was reached (port-taken). Raise it.'],
  ['thread-died', 'The limit was reached (thread-died)'],
];

for (const [code, failed] of ROWS)
  test(`${code}: the verdict says what the user can do about it, where there is anything`, async () => {
    assert.deepEqual(await failing(code), { failed });
  });
