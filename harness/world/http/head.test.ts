import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDates } from './head.ts';

const noon = Date.UTC(2026, 0, 31, 12);
const table: readonly [string, string][] = [
  ['{httpdate}', 'Sat, 31 Jan 2026 12:00:00 GMT'],
  ['{httpdate +3600}', 'Sat, 31 Jan 2026 13:00:00 GMT'],
  ['{httpdate -86400}', 'Fri, 30 Jan 2026 12:00:00 GMT'],
  ['max-age=60', 'max-age=60'],
  ['{other}', '{other}'],
];

for (const [written, sent] of table) {
  test(`the header value ${written} is sent as ${sent}`, () => assert.equal(withDates(written, noon), sent));
}
