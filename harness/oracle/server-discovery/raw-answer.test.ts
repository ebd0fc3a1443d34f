import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRawAnswer } from './raw-answer.ts';

const OK = 'HTTP/1.1 200 OK\r\n';
const CHUNKED = `${OK}Transfer-Encoding: chunked\r\n\r\n`;

/** Status and body, `…` where it breaks off, `?` where clients differ; or why there is none. */
function inOneLine(raw: string): string {
  const read = readRawAnswer(Buffer.from(raw, 'latin1'));
  const doubt = read.open.length > 0 ? ' ?' : '';
  if ('unreadable' in read) return `${read.unreadable}${doubt}`;
  return `${read.status} ${Buffer.from(read.body).toString('latin1')}${read.brokenOff ? '…' : ''}${doubt}`;
}

const ROWS: readonly (readonly [raw: string, read: string])[] = [
  [`${OK}\r\nbody to the end`, '200 body to the end'],
  ['HTTP/1.0 404 \r\n\r\n', '404 '],
  [`${OK}Content-Length: 4\r\n\r\nbody and more`, '200 body'],
  [`${OK}CONTENT-length:\t4 \r\n\r\nbod`, '200 bod…'],
  [`${OK}Content-Length: 4, 4\r\n\r\nbody`, '200 body'],
  [`${OK}Content-Length: 4\r\nContent-Length: 3\r\n\r\nbody`, 'the Content-Length is no length'],
  [`${OK}Content-Length: -1\r\n\r\nbody`, 'the Content-Length is no length'],
  ['HTTP/1.1 204 \r\nContent-Length: 4\r\n\r\n', '204 '],
  ['HTTP/1.1 100 \r\n\r\nHTTP/1.1 103 \r\nLink: x\r\n\r\nHTTP/1.1 200 \r\n\r\nx', '200 x'],
  [`${CHUNKED}4\r\nbody\r\n0\r\n\r\n`, '200 body'],
  [`${CHUNKED}2;a="b"\r\nbo\r\n02\r\ndy\r\n0\r\nX: y\r\n\r\nmore`, '200 body'],
  [`${CHUNKED}4\r\nbody\r\n`, '200 body…'],
  [`${CHUNKED}4\r\nbody\r\n0\r\n`, '200 body…'],
  [`${CHUNKED}9\r\nbody`, '200 body…'],
  [`${CHUNKED}4\r\nbodybody\r\n0\r\n\r\n`, 'a chunk is malformed'],
  [`${CHUNKED}x\r\nbody\r\n`, 'a chunk is malformed'],
  [`${OK}Transfer-Encoding: gzip\r\n\r\n`, 'the transfer coding gzip is unknown'],
  [`${OK}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n`, '200 x ?'],
  ['HTTP/1.1 200\r\n\r\nx', '200 x ?'],
  ['HTTP/1.1 200 OK\nX: y\n\nx', '200 x ?'],
  [`${OK}X: y\r\n z\r\n\r\nx`, '200 x ?'],
  [`${OK}X : y\r\n\r\nx`, '200 x ?'],
  [`${OK}X\r\n\r\nx`, 'a line of the head is no header ?'],
  ['', 'what comes is no HTTP answer'],
  ['{"m.server":"x"}', 'what comes is no HTTP answer'],
  ['HTTP/2 200 OK\r\n\r\n', 'what comes is no HTTP answer'],
  [OK, 'the head of the answer does not end'],
  [`${OK}X: y`, 'the head of the answer does not end'],
  ['HTTP/1.1 101 Switching Protocols\r\n\r\n', 'an upgrade that nobody asked for'],
  ['HTTP/1.1 100 Continue\r\n\r\n', 'what comes is no HTTP answer'],
];

for (const [raw, read] of ROWS) {
  test(`${JSON.stringify(raw)}: ${read}`, () => assert.equal(inOneLine(raw), read));
}
