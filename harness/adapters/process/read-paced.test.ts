import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { mock, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { readPaced } from './read-paced.ts';

const CHUNK = Buffer.alloc(1024 * 1024);

test('a pipe that never ends is read in slices, and the loop is free in between', async () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const pipe = new Readable({ read: () => pipe.push(CHUNK), highWaterMark: 4 * CHUNK.length });
    let octets = 0;
    let time = 0;
    const count = ({ length }: Buffer) => {
      octets += length;
    };
    readPaced(pipe, count, () => time);
    for (let turns = 0; turns < 1_000; turns++) await turn();
    const first = octets;
    assert.equal(first, 8 * CHUNK.length);
    time = 50;
    mock.timers.tick(50);
    for (let turns = 0; turns < 1_000; turns++) await turn();
    assert.equal(octets, 2 * first);
    pipe.destroy();
  } finally {
    mock.timers.reset();
  }
});

test('one that ends is read to its end', async () => {
  const pipe = Readable.from([CHUNK, Buffer.from('end')]);
  const heard: number[] = [];
  readPaced(pipe, ({ length }) => heard.push(length));
  await once(pipe, 'end');
  assert.deepEqual(heard, [CHUNK.length, 3]);
});
