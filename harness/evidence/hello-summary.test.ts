import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarizeHello } from './hello-summary.ts';

const number = (value: number, size: 1 | 2) => {
  const octets = Buffer.alloc(size);
  octets.writeUIntBE(value, 0, size);
  return octets;
};
const sized = (body: Buffer, size: 1 | 2) => Buffer.concat([number(body.length, size), body]);
const list = (numbers: readonly number[], size: 1 | 2 = 2) =>
  sized(Buffer.concat(numbers.map((one) => number(one, 2))), size);
const extension = (type: number, data: Buffer) => Buffer.concat([number(type, 2), sized(data, 2)]);

function hello(ciphers: readonly number[], extensions: readonly Buffer[] | undefined): string {
  const body = Buffer.concat([
    number(0x0303, 2),
    Buffer.alloc(32),
    sized(Buffer.alloc(0), 1),
    list(ciphers),
    sized(Buffer.from([0]), 1),
    ...(extensions ? [sized(Buffer.concat(extensions), 2)] : []),
  ]);
  const handshake = Buffer.concat([Buffer.from([1, 0]), number(body.length, 2), body]);
  return Buffer.concat([Buffer.from([22, 3, 1]), sized(handshake, 2)]).toString('base64');
}

test('what a client offers, in its order, without GREASE', () => {
  const text = hello(
    [0x2a2a, 0x1301, 0x1302],
    [
      extension(0x3a3a, Buffer.alloc(0)),
      extension(43, list([0x1a1a, 0x0304, 0x0303, 0x7f1c], 1)),
      extension(10, list([0x4a4a, 29, 23])),
      extension(13, list([0x0403, 0x0804])),
    ],
  );
  assert.deepEqual(summarizeHello(text), {
    versions: ['1.3', '1.2', '7f1c'],
    ciphers: 2,
    extensions: [43, 10, 13],
    groups: [29, 23],
    signatures: [0x0403, 0x0804],
    octets: Buffer.from(text, 'base64').length,
  });
});

test('a client without extensions offers what stands in its head', () => {
  const summary = summarizeHello(hello([0x002f], undefined));
  assert.deepEqual([summary?.versions, summary?.extensions, summary?.groups], [['1.2'], [], []]);
});

const ROWS: readonly (readonly [what: string, text: string])[] = [
  ['nothing', ''],
  ['no handshake', Buffer.from('GET / HTTP/1.1\r\n\r\n').toString('base64')],
  ['half of one', hello([0x1301], []).slice(0, 40)],
  ['a list that is longer than its extension', hello([0x1301], [extension(10, number(9, 2))])],
];
for (const [what, text] of ROWS) {
  test(`no summary of ${what}`, () => assert.equal(summarizeHello(text), undefined));
}
