import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answer, encode, type Packet } from 'dns-packet';
import { readQuestion } from './question.ts';

const query = (parts: Partial<Packet> = {}): Buffer =>
  encode({
    type: 'query',
    id: 7,
    flags: 0x0100,
    questions: [{ type: 'SRV', name: 'A.Case.test' }],
    ...parts,
  });

const opt: Answer = {
  type: 'OPT',
  name: '.',
  udpPayloadSize: 1400,
  extendedRcode: 0,
  ednsVersion: 0,
  flags: 0x8000,
  flag_do: true,
  options: [],
};

test('a question is read with its letter case and its raw bytes', () => {
  const bytes = query();
  const incoming = readQuestion(bytes);
  assert.equal(incoming.kind, 'question');
  assert.deepEqual(incoming.kind === 'question' && incoming.question, {
    id: 7,
    echo: 0x0100,
    raw: bytes.subarray(12),
    name: 'A.Case.test',
    type: 33,
    class: 1,
  });
});

test('EDNS is read', () => {
  const incoming = readQuestion(query({ additionals: [opt] }));
  assert.deepEqual(incoming.kind === 'question' && incoming.question.edns, {
    size: 1400,
    version: 0,
    dnssecOk: true,
  });
});

const patched = (at: number, value: number): Buffer => {
  const bytes = query();
  bytes.writeUInt16BE(value, at);
  return bytes;
};
const withLabel = (length: number): Buffer => {
  const bytes = query();
  bytes[12] = length;
  return bytes;
};

const table: readonly { what: string; bytes: Buffer; kind: string }[] = [
  { what: 'nothing', bytes: Buffer.alloc(0), kind: 'ignore' },
  { what: 'half a header', bytes: query().subarray(0, 11), kind: 'ignore' },
  { what: 'an answer', bytes: patched(2, 0x8180), kind: 'ignore' },
  { what: 'an update', bytes: patched(2, 5 << 11), kind: 'NOTIMP' },
  { what: 'no question', bytes: patched(4, 0), kind: 'FORMERR' },
  { what: 'two questions', bytes: patched(4, 2), kind: 'FORMERR' },
  { what: '65,535 additional records in no space', bytes: patched(10, 0xffff), kind: 'FORMERR' },
  { what: 'a label of 64 bytes', bytes: withLabel(64), kind: 'FORMERR' },
  { what: 'a pointer to itself', bytes: withLabel(0xc0), kind: 'FORMERR' },
  { what: 'a label beyond the end', bytes: withLabel(60), kind: 'FORMERR' },
  { what: 'a cut question', bytes: query().subarray(0, -1), kind: 'FORMERR' },
  {
    what: 'an additional record that ends too early',
    bytes: query({ additionals: [opt] }).subarray(0, -4),
    kind: 'FORMERR',
  },
];

for (const { what, bytes, kind } of table) {
  test(`${what}: ${kind}`, () => {
    const incoming = readQuestion(bytes);
    assert.equal(incoming.kind === 'refuse' ? incoming.rcode : incoming.kind, kind);
  });
}

test('no cut and no changed byte of a question makes the reader throw', () => {
  const bytes = query({ additionals: [opt] });
  for (let at = 0; at < bytes.length; at++) {
    for (const value of [0, 1, 0x3f, 0x40, 0xc0, 0xff]) {
      const changed = Buffer.from(bytes);
      changed[at] = value;
      readQuestion(changed);
      readQuestion(changed.subarray(0, at));
    }
  }
});
