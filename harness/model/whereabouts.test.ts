import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Host } from './case.ts';
import { addressRecord, sampleZone } from './testing/sample-zone.ts';
import { whereaboutsIn } from './whereabouts.ts';

const ORIGIN: Host = { label: 'origin', ipv4: '20.1.0.1', ipv6: '2a00:db8:1::1', listeners: [] };
const TARGET: Host = { label: 'target', ipv4: '20.1.0.2', ipv6: '2a00:db8:1::2', listeners: [] };

const { recordsOf, hostsOf } = whereaboutsIn({
  hosts: [ORIGIN, TARGET],
  zone: sampleZone({
    'sn.test': { A: '20.1.0.1' },
    'both.sn.test': { A: '20.1.0.2', AAAA: '2A00:DB8:1:0::1' },
    'alias.sn.test': { CNAME: 'far.sn.test' },
    'far.sn.test': { CNAME: 'SN.test' },
    '*.wild.sn.test': { A: '20.1.0.2' },
    'a.b.wild.sn.test': { A: '20.1.0.1' },
    'late.sn.test': { A: [{ drop: true }, { records: [addressRecord('20.9.9.9')] }] },
    'ping.sn.test': { CNAME: 'pong.sn.test' },
    'pong.sn.test': { CNAME: 'ping.sn.test' },
  }),
});

const ROWS: readonly [name: string, ...hosts: string[]][] = [
  ['sn.test', 'origin'],
  ['SN.TEST.', 'origin'],
  ['both.sn.test', 'origin', 'target'],
  ['alias.sn.test', 'origin'],
  ['x.y.wild.sn.test', 'target'],
  ['a.b.wild.sn.test', 'origin'],
  // RFC 4592 2.2.2: a name that only has names below it exists, and hides the wildcard.
  ['b.wild.sn.test'],
  ['x.b.wild.sn.test'],
  ['nothing.sn.test'],
  ['ping.sn.test'],
  ['constructor'],
  ['20.1.0.1', 'origin'],
  ['020.1.0.1', 'origin'],
  ['[2A00:DB8:1::1]', 'origin'],
  ['::ffff:20.1.0.1', 'origin'],
  ['20.9.9.9'],
];

for (const [name, ...hosts] of ROWS) {
  test(`${name} leads to ${hosts.join(' and ') || 'no host'}`, () => {
    assert.deepEqual(hostsOf(name), hosts);
  });
}

test('every answer in turn counts', () => {
  assert.deepEqual(recordsOf('late.sn.test'), [addressRecord('20.9.9.9')]);
});
