import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { SumsPerTurn } from './sums-per-turn.ts';

test('a flood is told once a turn for each key, in sum', async () => {
  const told: [number, number][] = [];
  const late = new SumsPerTurn<number>((serial, ms) => told.push([serial, ms]));
  for (let i = 0; i < 10_000; i++) late.add(1, 3);
  late.add(2, 5);
  assert.deepEqual(told, []);
  await turn();
  assert.deepEqual(told, [
    [1, 30_000],
    [2, 5],
  ]);
  late.add(1, 7);
  late.flush();
  await turn();
  assert.deepEqual(told.slice(2), [[1, 7]]);
});
