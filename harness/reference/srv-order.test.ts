import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderSrv } from './srv-order.ts';

const record = (name: string, priority: number, weight: number) => ({ name, port: 1, priority, weight });
const order = (records: ReturnType<typeof record>[], random: number) =>
  orderSrv(records, () => random)
    .map(({ name }) => name)
    .join(' ');

test('priorities come in rising order, whatever the weights', () => {
  const records = [record('c', 30, 9), record('a', 10, 0), record('b', 20, 65535)];
  for (const random of [0, 0.5, 0.999999]) assert.equal(order(records, random), 'a b c');
});

test('within a priority the running sum of weights decides', () => {
  const records = [record('a', 1, 60), record('b', 1, 20), record('c', 1, 20)];
  // floor(random · 101): 0–60 draws a, 61–80 b, 81–100 c.
  assert.equal(order(records, 0), 'a b c');
  assert.match(order(records, 60.5 / 101), /^a /);
  assert.match(order(records, 61.5 / 101), /^b /);
  assert.match(order(records, 80.5 / 101), /^b /);
  assert.match(order(records, 81.5 / 101), /^c /);
  assert.match(order(records, 0.999999), /^c /);
});

test('weight 0 comes first only when the lowest number is drawn', () => {
  const records = [record('heavy', 1, 10), record('zero', 1, 0)];
  assert.equal(order(records, 0), 'zero heavy');
  assert.equal(order(records, 1.5 / 11), 'heavy zero');
});

test('every record comes exactly once', () => {
  const records = Array.from({ length: 30 }, (_, index) => record(String(index), index % 3, index % 4));
  for (const random of [0, 0.3, 0.7, 0.999999]) {
    const names = order(records, random).split(' ');
    assert.equal(new Set(names).size, 30);
  }
  assert.equal(order([record('a', 1, 0), record('b', 1, 0)], 0.999999).split(' ').length, 2);
});
