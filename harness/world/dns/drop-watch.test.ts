import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DropWatch } from './drop-watch.ts';

test('those who ask at the same time share a reading, and who comes later does not', async () => {
  let readings = 0;
  let at = 0;
  const watch = new DropWatch(
    async () => ++readings,
    () => at,
  );
  assert.deepEqual(await Promise.all([watch.recent(), watch.recent()]), [1, 1]);
  at = 1000;
  assert.equal(watch.latest, 1);
  assert.equal(await watch.recent(), 2);
});

test('the count never falls, in whatever order readings end', async () => {
  const ends: ((count: number) => void)[] = [];
  let at = 0;
  const watch = new DropWatch(
    () => new Promise((resolve) => ends.push(resolve)),
    () => (at += 1000),
  );
  const readings = [watch.recent(), watch.recent()];
  ends[1]?.(7);
  assert.equal(await readings[1], 7);
  ends[0]?.(5);
  assert.equal(await readings[0], 7);
  assert.equal(watch.latest, 7);
});
