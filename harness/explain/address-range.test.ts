import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AddressRange, isOfCloudflare, isOutOfReach, rangeOf, shownAddress } from './address-range.ts';

const RANGES: Readonly<Record<string, AddressRange | 'public'>> = {
  '127.0.0.1': 'loopback',
  '::1': 'loopback',
  '10.1.2.3': 'private',
  '172.16.0.1': 'private',
  '172.31.255.255': 'private',
  '172.32.0.1': 'public',
  '192.168.0.1': 'private',
  'fd00::1': 'private',
  '::ffff:10.0.0.1': 'private',
  '169.254.1.1': 'link-local',
  'fe80::1': 'link-local',
  '100.64.0.1': 'shared',
  '100.128.0.1': 'public',
  '0.0.0.0': 'none',
  '224.0.0.1': 'none',
  '255.255.255.255': 'none',
  '::': 'none',
  'ff02::1': 'none',
  '192.0.2.1': 'documentation',
  '198.51.100.1': 'documentation',
  '203.0.113.1': 'documentation',
  '2001:db8::1': 'documentation',
  '8.8.8.8': 'public',
  '2a00::1': 'public',
};

for (const [address, range] of Object.entries(RANGES))
  test(`${address} is ${range}`, () => assert.equal(rangeOf(address) ?? 'public', range));

test('what is no address has no range', () => assert.equal(rangeOf('example.org'), undefined));

test('addresses of documents stand for others, and are not out of reach', () => {
  assert.ok(!isOutOfReach('192.0.2.1'));
  assert.ok(isOutOfReach('10.0.0.1'));
});

test('addresses of Cloudflare are known', () => {
  for (const address of ['104.16.0.1', '172.67.1.1', '188.114.96.7', '2606:4700::6810:1'])
    assert.ok(isOfCloudflare(address), address);
  for (const address of ['104.28.0.1', '172.63.0.1', '2606:4600::1'])
    assert.ok(!isOfCloudflare(address), address);
});

test('an IPv4 address within an IPv6 address is shown as people write it', () => {
  const shown = ['::ffff:c000:201', '0:0:0:0:0:FFFF:C000:201', '2001:db8::1', '192.0.2.1', 'hs.test'].map(
    shownAddress,
  );
  assert.deepEqual(shown, ['::ffff:192.0.2.1', '::ffff:192.0.2.1', '2001:db8::1', '192.0.2.1', 'hs.test']);
});
