import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lookInside } from './ip-packet.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const IPV4 = (protocol: string) => `45000028 00004000 40${protocol}0000 14000001 14000007`;
const IPV6 = (next: string) => `60000000 0014${next}40 2a000db8${'0'.repeat(23)}1 2a000db8${'0'.repeat(23)}9`;
const TCP = (flags: string, sequence = '00000001') => `a9220050 ${sequence} 00000000 50${flags}ffff 00000000`;

const PLACES: readonly [what: string, packet: string, address: string | undefined][] = [
  ['a SYN over IPv4', IPV4('06') + TCP('02'), '20.0.0.7'],
  ['a SYN over IPv6', IPV6('06') + TCP('02'), '2a00:db8::9'],
  ['one with congestion flags', IPV4('06') + TCP('c2'), '20.0.0.7'],
  [
    'one behind IPv4 options',
    `4600002c 00004000 40060000 14000001 14000007 01010101${TCP('02')}`,
    '20.0.0.7',
  ],
  ['the answer to one', IPV4('06') + TCP('12'), undefined],
  ['an acknowledgement', IPV6('06') + TCP('10'), undefined],
  ['half a SYN', IPV4('06') + TCP('02').slice(0, 20), undefined],
  ['ICMP', `${IPV4('01')}0303000000000000`, undefined],
  ['no IP at all', 'ffff', undefined],
  ['nothing', '', undefined],
];

for (const [what, packet, address] of PLACES) {
  test(what, () => {
    const inside = lookInside(hex(packet));
    assert.equal(inside?.kind === 'syn' ? inside.address : undefined, address);
    if (inside?.kind === 'syn') assert.equal(inside.port, 80);
  });
}

test('a repetition is the same attempt, a new sequence number another one', () => {
  const attempt = (sequence: string) => {
    const inside = lookInside(hex(IPV4('06') + TCP('02', sequence)));
    return inside?.kind === 'syn' ? inside.attempt : undefined;
  };
  assert.equal(attempt('00000001'), attempt('00000001'));
  assert.notEqual(attempt('00000001'), attempt('00000002'));
});

test('a datagram and its payload', () => {
  const packet = hex(`${IPV4('11')}a9220009000a0000${Buffer.from('ab').toString('hex')}`);
  assert.deepEqual(lookInside(packet), { kind: 'datagram', port: 9, payload: 'ab' });
});
