import assert from 'node:assert/strict';
import { test } from 'node:test';
import { causeOf } from './cause.ts';
import { HarnessError } from './harness-error.ts';

const taken = new HarnessError('port-taken', 'Somebody listens on 20.0.0.1:443 already.', 'End it.');

test('a fault is told with its code', () => {
  assert.equal(causeOf(taken), 'Somebody listens on 20.0.0.1:443 already (port-taken)');
  assert.equal(
    causeOf(Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' })),
    'ENOSPC: no space left',
  );
  assert.equal(causeOf(new TypeError('no')), 'no');
  assert.equal(causeOf('a word'), 'a word');
});

test('what went wrong comes before what then went wrong at the closing', async () => {
  const closing = async () => {
    await using _open = { [Symbol.asyncDispose]: () => Promise.reject(new Error('closed badly')) };
    throw taken;
  };
  const error = await closing().catch((error: unknown) => error);
  assert.equal(causeOf(error), causeOf(taken));
});
