import assert from 'node:assert/strict';
import { test } from 'node:test';
import { splitHostPort, splitMeantPort, withoutDefaultPort, withPort } from './host-port.ts';
import { splitListenerId } from './listener-id.ts';

const PARTS: readonly [text: string, host: string, port?: string][] = [
  ['sn.test', 'sn.test'],
  ['sn.test:8448', 'sn.test', '8448'],
  ['sn.test.:0443', 'sn.test.', '0443'],
  ['sn.test:', 'sn.test', ''],
  [':443', '', '443'],
  ['[2a00:db8::1]', '[2a00:db8::1]'],
  ['[2a00:db8::1]:8448', '[2a00:db8::1]', '8448'],
  // G-15: without brackets nobody can say where the port begins.
  ['2a00:db8::1', '2a00:db8::1'],
  ['sn.test:http', 'sn.test:http'],
  ['', ''],
];

test('a host and its port are told apart', () => {
  for (const [text, host, port] of PARTS)
    assert.deepEqual(splitHostPort(text), { host, ...(port !== undefined && { port }) }, text);
});

test('what an author means as a port is told apart, even where it is none', () => {
  const table: readonly [text: string, host: string, port?: string][] = [
    ['fed', 'fed'],
    ['fed:8448', 'fed', '8448'],
    ['fed:x', 'fed', 'x'],
    ['fed:', 'fed', ''],
    ['fed:8448:8448', 'fed', '8448:8448'],
    ['[2a00:db8::1]:x', '[2a00:db8::1]', 'x'],
    ['[2a00:db8::1', '[2a00:db8::1'],
  ];
  for (const [text, host, port] of table)
    assert.deepEqual(splitMeantPort(text), { host, ...(port !== undefined && { port }) }, text);
});

test('an address of IPv6 gets brackets before its port', () => {
  assert.equal(withPort('sn.test', 8448), 'sn.test:8448');
  assert.equal(withPort('20.1.0.1', 443), '20.1.0.1:443');
  assert.equal(withPort('2a00:db8::1', 443), '[2a00:db8::1]:443');
  assert.equal(withPort('[2a00:db8::1]', '443'), '[2a00:db8::1]:443');
});

test('only 443, written so, is the port that HTTPS has anyway', () => {
  const rows = [
    ['sn.test:443', 'sn.test'],
    ['[2a00:db8::443]:443', '[2a00:db8::443]'],
    ['2a00:db8::443', '2a00:db8::443'],
    ['sn.test:0443', 'sn.test:0443'],
    ['sn.test:8443', 'sn.test:8443'],
  ] as const;
  for (const [text, without] of rows) assert.equal(withoutDefaultPort(text), without);
});

test('the id of a listener, and what stands for several, has two fields at most', () => {
  assert.deepEqual(splitListenerId('origin:8448'), { host: 'origin', port: '8448' });
  assert.deepEqual(splitListenerId('origin:*'), { host: 'origin', port: '*' });
  assert.deepEqual(splitListenerId('*'), { host: '*' });
});
