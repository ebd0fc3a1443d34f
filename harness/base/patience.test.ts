import assert from 'node:assert/strict';
import { performance } from 'node:perf_hooks';
import { test } from 'node:test';
import { patience } from './patience.ts';

function keepBusy(ms: number): void {
  for (const until = performance.now() + ms; performance.now() < until; );
}

test('an idle loop counts whole, and what is called off never ends', async () => {
  const calledOff = patience(10, () => assert.fail('it was called off'));
  calledOff();
  const began = performance.now();
  await new Promise<void>((resolve) => patience(60, resolve));
  assert.ok(performance.now() - began >= 50);
});

test('a busy loop counts in part, so that what lies unread is read first', async () => {
  const began = performance.now();
  const ended = new Promise<number>((resolve) => patience(100, () => resolve(performance.now() - began)));
  const busy = setInterval(() => keepBusy(90), 1);
  const took = await ended;
  clearInterval(busy);
  assert.ok(took >= 120, `${took} ms`);
});
