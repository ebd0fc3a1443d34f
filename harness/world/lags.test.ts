import assert from 'node:assert/strict';
import { test } from 'node:test';
import { now } from './clock.ts';
import { LagSum, Lags } from './lags.ts';
import { planned } from './late.ts';

test('lags count in sum and since a moment; of one that had begun before, the rest', () => {
  const sum = new LagSum();
  for (let i = 1; i <= 41; i++) sum.add({ at: 1000 + i * 110, ms: 105 });
  assert.equal(sum.since(0), 41 * 105, 'many small ones');
  assert.equal(sum.since(1000 + 41 * 110), 0, 'an earlier round is no matter of this one');
  assert.equal(sum.since(1000 + 41 * 110 - 40), 40);
  assert.equal(sum.since(1000 + 40 * 110 - 1), 1 + 105);
});

test('threads tell a moment late: the order of telling does not matter', () => {
  const sum = new LagSum();
  sum.add({ at: 5000, ms: 50 });
  sum.add({ at: 4000, ms: 40 });
  assert.equal(sum.since(4500), 50);
});

test('what is older than any round is forgotten', () => {
  const sum = new LagSum();
  sum.add({ at: 0, ms: 50 });
  sum.add({ at: 1_300_000, ms: 40 });
  assert.equal(sum.since(-1000), 40);
});

test('a lag of this thread that lasts until now is counted at once', () => {
  using lags = new Lags();
  const begun = now();
  while (now() - begun < 120);
  assert.ok(lags.since(begun).loops >= 50);
  assert.equal(lags.since(now()).loops, 0);
});

test('what took longer than planned is told with its surplus, and nothing else', () => {
  const late: number[] = [];
  const over = planned(10, (ms) => late.push(ms), now() - 40);
  planned(50, (ms) => late.push(ms), now() - 40)();
  assert.deepEqual(late, []);
  over();
  assert.equal(late.length, 1);
  assert.ok((late[0] ?? 0) >= 30);
});
