import assert from 'node:assert/strict';
import type { IncomingHttpHeaders } from 'node:http';
import { test } from 'node:test';
import { lifetime } from './lifetime.ts';

const DATE = 'Mon, 02 Feb 2026 12:00:00 GMT';
const [HOUR, DAY] = [3600, 86_400];

const TABLE: readonly [headers: IncomingHttpHeaders, ofFile: number, ofError: number][] = [
  [{}, DAY, HOUR],
  [{ 'cache-control': 'public' }, DAY, HOUR],
  [{ 'cache-control': 'max-age=600' }, 600, 600],
  [{ 'cache-control': 'public, MAX-AGE="600"' }, 600, 600],
  [{ 'cache-control': 's-maxage=600' }, DAY, HOUR],
  [{ 'cache-control': 'max-age=31536000' }, 2 * DAY, HOUR],
  [{ 'cache-control': 'max-age=600', age: '500' }, 100, 100],
  [{ 'cache-control': 'max-age=600', age: '86400' }, 0, 0],
  [{ 'cache-control': 'max-age=0, must-revalidate' }, 0, 0],
  [{ 'cache-control': 'no-store' }, 0, 0],
  [{ 'cache-control': 'max-age=600, no-cache' }, 0, 0],
  [{ date: DATE, expires: 'Mon, 02 Feb 2026 12:10:00 GMT' }, 600, 600],
  [{ date: DATE, expires: 'Mon, 02 Feb 2026 11:00:00 GMT' }, 0, 0],
  [{ date: DATE, expires: '0' }, 0, 0],
  [{ date: DATE, expires: DATE, 'cache-control': 'max-age=600' }, 600, 600],
  [{ 'strict-transport-security': 'max-age=0' }, DAY, HOUR],
];

for (const [headers, ofFile, ofError] of TABLE) {
  test(`an answer with ${JSON.stringify(headers)}`, () => {
    assert.equal(lifetime(headers, true), ofFile);
    assert.equal(lifetime(headers, false), ofError);
  });
}
