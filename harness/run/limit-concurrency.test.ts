import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limitConcurrency } from './limit-concurrency.ts';

/** A piece of work that ends when it is told to, so that what is under way can be counted without a clock. */
function gatedWork() {
  const gates: (() => void)[] = [];
  const begun: number[] = [];
  const work = (item: number) => {
    begun.push(item);
    return new Promise<void>((resolve) => gates.push(resolve));
  };
  const quiet = () => new Promise<void>((resolve) => setImmediate(resolve));
  return { gates, begun, work, quiet };
}

test('no more are under way than asked for, and the next begins when one ends', async () => {
  const { gates, begun, work, quiet } = gatedWork();
  const done = limitConcurrency([1, 2, 3, 4], 2, work);
  assert.deepEqual(begun, [1, 2]);
  gates[0]?.();
  await quiet();
  assert.deepEqual(begun, [1, 2, 3]);
  gates[1]?.();
  await quiet();
  assert.deepEqual(begun, [1, 2, 3, 4]);
  gates[2]?.();
  gates[3]?.();
  await done;
});

test('what has freed its place makes room for the next, and is waited for at the end', async () => {
  const { gates, begun, quiet } = gatedWork();
  let ended = false;
  const done = limitConcurrency([1, 2], 1, (item, free) => {
    begun.push(item);
    free();
    return new Promise<void>((resolve) => gates.push(resolve));
  }).then(() => {
    ended = true;
  });
  await quiet();
  assert.deepEqual(begun, [1, 2]);
  gates[1]?.();
  await quiet();
  assert.equal(ended, false);
  gates[0]?.();
  await done;
});

test('an error behind a freed place is thrown, too', async () => {
  const begun: number[] = [];
  const late = limitConcurrency([1, 2, 3], 1, async (item, free) => {
    begun.push(item);
    free();
    await new Promise<void>((resolve) => setImmediate(resolve));
    throw new Error(`late ${item}`);
  });
  await assert.rejects(late, /late 1/);
});

test('an error stops the taking of new work and is thrown after what is under way', async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    if (item === 2) throw new Error('two');
  };
  await assert.rejects(limitConcurrency([1, 2, 3, 4, 5, 6], 1, work), /two/);
  assert.deepEqual(begun, [1, 2]);
});

test('nothing to do is done at once', async () => {
  await limitConcurrency([], 8, () => assert.fail('there is nothing to do'));
});
