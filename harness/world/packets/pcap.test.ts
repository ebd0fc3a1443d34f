import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Packet, PcapStream } from './pcap.ts';

function record(seconds: number, micros: number, payload: string): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32LE(seconds, 0);
  header.writeUInt32LE(micros, 4);
  header.writeUInt32LE(payload.length, 8);
  header.writeUInt32LE(payload.length, 12);
  return Buffer.concat([header, Buffer.from(payload)]);
}

const STREAM = Buffer.concat([
  Buffer.alloc(24),
  record(1, 500, 'one'),
  record(2, 0, ''),
  record(3, 1, 'three'),
]);

for (const size of [1, 7, 24, 1000]) {
  test(`packets come whole out of pieces of ${size}`, () => {
    const stream = new PcapStream();
    const packets: Packet[] = [];
    for (let at = 0; at < STREAM.length; at += size)
      packets.push(...stream.take(STREAM.subarray(at, at + size)));
    assert.deepEqual(
      packets.map(({ time, bytes }) => [time, bytes.toString()]),
      [
        [1000.5, 'one'],
        [2000, ''],
        [3000.001, 'three'],
      ],
    );
  });
}
