import assert from 'node:assert/strict';
import { test } from 'node:test';
import ipaddr from 'ipaddr.js';
import { ADDRESSES } from '../../model/index.ts';
import { addressesOf, allocate, MOST_HOSTS } from './blocks.ts';

const ids = Array.from({ length: 20_000 }, (_, index) => `many/case-${index}`);

test('no two hosts of 20,000 cases share an address', () => {
  const blocks = allocate(ids);
  const seen = new Set([...blocks.values()].map((block) => addressesOf(block, 0).ipv4));
  assert.equal(seen.size, ids.length);
});

test('the order in which ids come does not matter', () => {
  assert.deepEqual(new Map(allocate([...ids].reverse())), new Map(allocate(ids)));
});

test('alone or among 20,000, nearly every case has the same block', () => {
  const blocks = allocate(ids);
  const moved = ids.filter((id) => allocate([id]).get(id) !== blocks.get(id));
  assert.ok(moved.length < ids.length / 20, `${moved.length} moved`);
});

test('blocks that have their owners are left to them', () => {
  const taken = new Set<number>();
  const first = allocate(ids, taken);
  const second = allocate(ids, taken);
  assert.equal(new Set([...first.values(), ...second.values()]).size, 2 * ids.length);
});

for (const [block, index, ipv4, ipv6] of [
  [0, 0, '20.1.0.1', '2a00:db8:1::1'],
  [0, MOST_HOSTS - 1, '20.1.0.30', '2a00:db8:1::1e'],
  [2048, 0, '20.2.0.1', '2a00:db8:1::1:1'],
  [522_239, MOST_HOSTS - 1, '20.255.255.254', '2a00:db8:1::fe:fffe'],
] as const) {
  test(`host ${index} of block ${block} is ${ipv4} and ${ipv6}`, () => {
    assert.deepEqual(addressesOf(block, index), { ipv4, ipv6 });
    assert.ok(ipaddr.IPv4.parse(ipv4).match(ipaddr.IPv4.parseCIDR(ADDRESSES.ipv4Prefix)));
    assert.ok(ipaddr.IPv6.parse(ipv6).match(ipaddr.IPv6.parseCIDR(ADDRESSES.ipv6Prefix)));
  });
}
