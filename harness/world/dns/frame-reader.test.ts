import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FrameReader } from './frame-reader.ts';

const frame = (text: string) =>
  Buffer.concat([Buffer.from([text.length >> 8, text.length & 255]), Buffer.from(text)]);
const STREAM = Buffer.concat([frame('one'), frame(''), frame('x'.repeat(300)), frame('last')]);
const MESSAGES = ['one', '', 'x'.repeat(300), 'last'];

for (const size of [1, 2, 3, 7, 299, STREAM.length]) {
  test(`messages are whole again however they are cut: pieces of ${size}`, () => {
    const reader = new FrameReader();
    const found: string[] = [];
    for (let at = 0; at < STREAM.length; at += size) {
      reader.push(STREAM.subarray(at, at + size));
      for (let message = reader.next(); message !== undefined; message = reader.next())
        found.push(message.toString());
    }
    assert.deepEqual(found, MESSAGES);
  });
}

test('half a message is no message, whatever it says of its length', () => {
  const reader = new FrameReader();
  reader.push(Buffer.from([0xff]));
  assert.equal(reader.next(), undefined);
  reader.push(Buffer.from([0xff, 1, 2, 3]));
  assert.equal(reader.next(), undefined);
  reader.push(Buffer.alloc(65_531));
  assert.equal(reader.next(), undefined);
  reader.push(Buffer.alloc(1));
  assert.equal(reader.next()?.length, 65_535);
});
