import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalAddress, endpointOf, isAddress, sameHost } from './address.ts';

const SPELLINGS: readonly [text: string, canonical: string | undefined][] = [
  ['20.1.0.1', '20.1.0.1'],
  // AMB-18: decimal, and not octal.
  ['020.001.0.010', '20.1.0.10'],
  ['256.1.0.1', undefined],
  ['20.1.0', undefined],
  ['20.1.0.1.', undefined],
  ['0x14.1.0.1', undefined],
  ['335609857', undefined],
  ['[20.1.0.1]', undefined],
  ['2a00:db8::1', '2a00:db8::1'],
  ['2A00:0DB8:0:0:0:0:0:1', '2a00:db8::1'],
  ['[2a00:db8::1]', '2a00:db8::1'],
  ['2a00:db8::20.1.0.1', '2a00:db8::1401:1'],
  ['::ffff:20.1.0.1', '::ffff:1401:1'],
  ['[2a00:db8::1', undefined],
  ['fe80::1%eth0', undefined],
  ['2a00:db8::1::', undefined],
  ['sn.test', undefined],
  ['a:b', undefined],
  ['', undefined],
];

test('an address has one spelling that is compared', () => {
  for (const [text, canonical] of SPELLINGS) assert.equal(canonicalAddress(text), canonical, text);
});

test('only an IPv4 address that is mapped leads elsewhere than it says', () => {
  assert.equal(endpointOf('::ffff:20.1.0.1'), '20.1.0.1');
  assert.equal(endpointOf('2A00:DB8::1'), '2a00:db8::1');
  assert.equal(endpointOf('sn.test'), undefined);
});

test('what is written to a certificate or record as an address has no zeros in front, no brackets and no zone', () => {
  assert.deepEqual(
    ['20.1.0.1', '2A00:DB8::1', '020.1.0.1', '[2a00:db8::1]', 'fe80::1%1', 'x'].map(isAddress),
    [true, true, false, false, false, false],
  );
});

test('a host is the same in every spelling of its address and every letter case of its name', () => {
  const rows: readonly [a: string, b: string, same: boolean][] = [
    ['[2A00:DB8::1]', '2a00:db8:0::1', true],
    ['020.1.0.1', '20.1.0.1', true],
    ['SN.test', 'sn.TEST', true],
    ['sn.test', 'sn.test.', false],
    ['::ffff:20.1.0.1', '20.1.0.1', false],
    ['20.1.0.1', 'sn.test', false],
  ];
  for (const [a, b, same] of rows) assert.equal(sameHost(a, b), same, `${a} and ${b}`);
});
