import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Serializer } from './serialize.ts';

test('one after the other under one key, side by side under two, and a failure holds up nobody', async () => {
  const serializer = new Serializer();
  const told: string[] = [];
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const first = serializer.take('a', async () => {
    await gate;
    told.push('first of a');
    throw new Error('failed');
  });
  const second = serializer.take('a', async () => {
    told.push('second of a');
  });
  await serializer.take('b', async () => {
    told.push('b');
  });
  open();
  await assert.rejects(first, /failed/);
  await second;
  assert.deepEqual(told, ['b', 'first of a', 'second of a']);
});
