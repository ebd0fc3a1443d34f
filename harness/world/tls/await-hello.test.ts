import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readClientHello } from '../../evidence/index.ts';
import { sampleHello } from '../testing/sample-hello.ts';

test('SNI and ALPN are read', async () => {
  const bytes = await sampleHello({ servername: 'Fed.Example.test', ALPNProtocols: ['h2', 'http/1.1'] });
  assert.deepEqual(readClientHello(bytes), {
    kind: 'hello',
    sni: 'Fed.Example.test',
    alpn: ['h2', 'http/1.1'],
    length: bytes.length,
  });
});

test('a hello without SNI and ALPN', async () => {
  const bytes = await sampleHello({});
  assert.deepEqual(readClientHello(bytes), { kind: 'hello', sni: null, alpn: [], length: bytes.length });
});

test('what follows the hello does not belong to it', async () => {
  const bytes = await sampleHello({ servername: 'a.test' });
  const read = readClientHello(Buffer.concat([bytes, Buffer.from('more')]));
  assert.equal(read.kind === 'hello' && read.length, bytes.length);
});

test('a hello is incomplete until its last byte, in one record or in many', async () => {
  const whole = await sampleHello({ servername: 'a.test' });
  for (const size of [whole.length, 100, 3, 1]) {
    const records = inRecords(whole.subarray(5), size);
    // Each length costs a reading from the start: all of them only where the records are few.
    const stride = size < 100 ? 97 : 1;
    for (let length = 0; length < records.length; length += stride)
      assert.equal(readClientHello(records.subarray(0, length)).kind, 'incomplete', `${length} of ${size}`);
    const read = readClientHello(records);
    assert.deepEqual(read.kind === 'hello' && [read.sni, read.length], ['a.test', records.length]);
  }
});

function inRecords(message: Buffer, size: number): Buffer {
  const records: Buffer[] = [];
  for (let at = 0; at < message.length; at += size) {
    const part = message.subarray(at, at + size);
    records.push(Buffer.from([22, 3, 1, part.length >> 8, part.length & 255]), part);
  }
  return Buffer.concat(records);
}

test('what is no hello is told at once', () => {
  for (const bytes of [
    'GET / HTTP/1.1\r\n\r\n',
    '\x16\x03\x01\x00\x00',
    '\x16\x03\x01\x00\x04\x02\x00\x00\x00',
    '\0',
  ])
    assert.equal(readClientHello(Buffer.from(bytes, 'latin1')).kind, 'other');
});

test('no changed byte of a hello makes the reader throw', async () => {
  const whole = await sampleHello({ servername: 'a.test', ALPNProtocols: ['h2'] });
  for (let at = 0; at < whole.length; at++) {
    for (const value of [0, 1, 0x7f, 0xff]) {
      const changed = Buffer.from(whole);
      changed[at] = value;
      readClientHello(changed);
    }
  }
});
