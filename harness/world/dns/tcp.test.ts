import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitFrames } from './tcp.ts';

const frame = (text: string): Buffer => Buffer.concat([Buffer.from([0, text.length]), Buffer.from(text)]);

test('messages are found wherever the stream is cut', () => {
  const stream = Buffer.concat([frame('one'), frame(''), frame('three')]);
  for (let cut = 0; cut <= stream.length; cut++) {
    const first = splitFrames(stream.subarray(0, cut));
    const second = splitFrames(Buffer.concat([first.rest, stream.subarray(cut)]));
    assert.deepEqual(
      [...first.messages, ...second.messages].map(String),
      ['one', '', 'three'],
      `cut at ${cut}`,
    );
    assert.equal(second.rest.length, 0);
  }
});
