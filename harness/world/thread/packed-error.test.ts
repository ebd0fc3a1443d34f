import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HarnessError } from '../../base/index.ts';
import { pack, unpack } from './packed-error.ts';

const crossed = (error: unknown): HarnessError => unpack(structuredClone(pack(error)));

test('a HarnessError comes out of another thread as it went in', () => {
  const error = new HarnessError('port-taken', 'Somebody listens.', 'Go away.', new Error('EADDRINUSE'));
  const there = crossed(error);
  assert.ok(there instanceof HarnessError);
  assert.deepEqual([there.code, there.message, there.hint], ['port-taken', 'Somebody listens.', 'Go away.']);
  assert.equal((there.cause as Error).message, 'EADDRINUSE');
  assert.equal(crossed(new HarnessError('port-taken', 'b', 'c')).cause, undefined);
});

test('any other fault is the world failing, even one that cannot be cloned', () => {
  assert.deepEqual(
    [crossed(new TypeError('no')).code, crossed(new TypeError('no')).message],
    ['world-failed', 'The world failed: TypeError: no'],
  );
  assert.equal(crossed(() => {}).code, 'world-failed');
});
