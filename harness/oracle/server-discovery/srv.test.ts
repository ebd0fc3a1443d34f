import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inOneLine, type Sketch, sketch } from '../testing/worlds.ts';
import { consultOracle } from './oracle.ts';

const good = { 8449: { cert: '@' } };
const HOSTS: Sketch['hosts'] = {
  a: good,
  b: good,
  c: good,
  origin: { 8448: { cert: '@' }, 8449: { cert: '@' } },
  closed: {},
  hole: { 8449: { fault: 'blackhole' } },
  resets: { 8449: { fault: 'reset' } },
  wrong: { 8449: { cert: 'wrong' } },
  clear: { 8449: { cert: 'none' } },
  port443: { 443: { cert: '@' } },
};

/** `@` has an address that answers on 8448, and each host has its own name. */
const NAMES: Sketch['dns'] = {
  '@': { A: 'origin' },
  ...Object.fromEntries(Object.keys(HOSTS).map((label) => [label, { A: label }])),
  v6: { AAAA: 'a' },
  two: { A: ['closed', 'a'] },
  alias: { CNAME: 'a' },
  'alias-of-nothing': { CNAME: 'gone' },
  '20.1.0.1': { A: 'a' },
  empty: { TXT: 'x' },
};

const ROWS: [records: string, outcome: string][] = [
  ['10 1 8449 a', '4 a:8449 as @ [S4-a]'],
  ['10 1 8449 v6', '4 a:8449 as @ [S4-a]'],
  ['10 1 443 port443', '4 port443:443 as @ [S4-a]'],
  ['10 1 8449 @', '4 origin:8449 as @ [S4-a]'],
  ['10 1 8449 a, 10 9 8449 b', '4 a:8449|b:8449 as @ [S4-a]'],
  ['10 0 8449 a, 10 0 8449 a', '4 a:8449 as @ [S4-a]'],
  ['20 1 8449 b, 10 1 8449 a', '4 a:8449 as @ [V-6]'],
  ['10 1 8449 closed, 20 1 8449 b', '4 b:8449 as @ [V-8]'],
  ['10 1 8449 hole, 20 1 8449 b', '4 b:8449 as @ [V-8]'],
  ['10 1 8449 gone, 20 1 8449 b', '4 b:8449 as @ [V-8]'],
  ['10 1 8449 empty, 20 1 8449 b', '4 b:8449 as @ [V-8]'],
  ['10 1 8449 closed, 20 1 8449 hole, 30 1 8449 b, 40 1 8449 c', '4 b:8449 as @ [V-8]'],
  ['10 1 8449 closed, 10 1 8449 b', '4 b:8449 as @ [V-8]'],
  ['10 1 8449 two', '4 a:8449 as @ [N-3]'],
  ['10 1 8449 closed', '4 refused [D-5]'],
  ['10 1 8449 closed, 20 1 8449 hole', '4 refused [D-5]'],
  ['10 1 8449 closed, 20 1 8449 gone', '4 refused [D-5]'],
  // AMB-2: after a TCP connection nothing else is tried.
  ['10 1 8449 resets', '4 refused [D-5]'],
  ['10 1 8449 resets, 20 1 8449 b', '4 refused [D-5] ?AMB-2'],
  ['10 1 8449 resets, 10 1 8449 b', '4 b:8449 as @ [S4-a] ?AMB-2'],
  ['10 1 8449 wrong', '4 refused [S4-c]'],
  ['10 1 8449 wrong, 20 1 8449 b', '4 refused [S4-c] ?AMB-2'],
  ['10 1 8449 wrong, 20 1 8449 closed', '4 refused [S4-c]'],
  ['10 1 8449 clear', '4 refused [D-9]'],
  ['10 1 8449 gone', '4 refused [D-5] ?AMB-11'],
  ['10 1 8449 gone, 20 1 8449 alias-of-nothing', '4 refused [D-5] ?AMB-11'],
  // V-18: a name as it stands, though no host has such a one.
  ['10 1 8449 https://a', '4 refused [V-18] ?AMB-11'],
  ['10 1 8449 https://a, 20 1 8449 b', '4 b:8449 as @ [V-18]'],
  ['10 1 8449 alias', '4 a:8449 as @ [S4-a] ?AMB-3'],
  ['0 0 0 .', '4 refused [V-9] ?AMB-1'],
  ['0 0 0 ., 10 1 8449 a', '4 a:8449 as @ [S4-a] ?AMB-1'],
  ['10 1 0 a', '4 refused [D-5] ?AMB-17'],
];

test('targets are tried as RFC 2782 has it', () => {
  for (const [records, expected] of ROWS) {
    const dns: Sketch['dns'] = { ...NAMES, '_matrix-fed._tcp': { SRV: records.split(', ') } };
    assert.equal(inOneLine(consultOracle(sketch({ dns, hosts: HOSTS }))), expected, records);
  }
});

test('a target that looks like an address is looked up as a name', () => {
  const records = [{ type: 'SRV' as const, priority: 1, weight: 1, port: 8449, target: '20.1.0.1' }];
  const world = (dns: Sketch['dns']) =>
    inOneLine(
      consultOracle(sketch({ dns: { '_matrix-fed._tcp': { SRV: { records } }, ...dns }, hosts: HOSTS })),
    );
  assert.equal(world({ '20.1.0.1.': { A: 'b' } }), '4 b:8449 as @ [S4-a] ?V-17');
  assert.equal(world({}), '4 refused [D-5] ?V-17 ?AMB-11');
});

const good449 = '10 1 8449 a';

const QUESTIONS: [title: string, dns: NonNullable<Sketch['dns']>, outcome: string][] = [
  ['NXDOMAIN', { '_matrix._tcp': { SRV: good449 } }, '5 a:8449 as @ [S5-a]'],
  ['said NXDOMAIN', { '_matrix-fed._tcp': { SRV: { rcode: 'NXDOMAIN' } } }, '6 origin:8448 as @ [S6-a]'],
  ['an empty answer', { '_matrix-fed._tcp': { SRV: {} } }, '6 origin:8448 as @ [S6-a]'],
  ...(['SERVFAIL', 'REFUSED', 'NOTIMP', 'FORMERR'] as const).map((rcode): (typeof QUESTIONS)[number] => [
    rcode,
    { '_matrix-fed._tcp': { SRV: { rcode } }, '_matrix._tcp': { SRV: good449 } },
    '4 refused [V-3] ?AMB-4',
  ]),
  ['silence', { '_matrix-fed._tcp': { SRV: { drop: true } } }, '4 refused [V-3] ?AMB-4'],
  ['silence of legacy', { '_matrix._tcp': { SRV: { drop: true } } }, '5 refused [V-3] ?AMB-4 ?AMB-29'],
  [
    'found, legacy fails',
    { '_matrix-fed._tcp': { SRV: good449 }, '_matrix._tcp': { SRV: { rcode: 'SERVFAIL' } } },
    '4 a:8449 as @ [S4-a]',
  ],
  [
    'an alias',
    { '_matrix-fed._tcp': { CNAME: 'elsewhere' }, elsewhere: { SRV: good449 } },
    '4 a:8449 as @ [S4-a] ?V-12',
  ],
  [
    'both dead',
    { '_matrix-fed._tcp': { SRV: '1 1 1 a' }, '_matrix._tcp': { SRV: good449 } },
    '4 refused [V-10]',
  ],
];

test('a service is found, not found, or neither', () => {
  for (const [title, dns, expected] of QUESTIONS) {
    assert.equal(
      inOneLine(consultOracle(sketch({ dns: { ...NAMES, ...dns }, hosts: HOSTS }))),
      expected,
      title,
    );
  }
});

test('thirty records that need TCP are found', () => {
  const records = Array.from({ length: 30 }, (_, i) => ({
    type: 'SRV' as const,
    priority: 10,
    weight: i,
    port: 8449,
    target: 'a.sn.family.test',
  }));
  const dns = { ...NAMES, '_matrix-fed._tcp': { SRV: { records, truncate: true } } };
  assert.equal(inOneLine(consultOracle(sketch({ dns, hosts: HOSTS }))), '4 a:8449 as @ [V-13]');
});

test('addresses in the additional section are not believed', () => {
  const records = [{ type: 'SRV' as const, priority: 1, weight: 1, port: 8449, target: 'a.sn.family.test' }];
  const additional = [{ type: 'A' as const, owner: 'a.sn.family.test', address: '20.1.0.2' }];
  const dns = { ...NAMES, '_matrix-fed._tcp': { SRV: { records, additional } } };
  assert.equal(inOneLine(consultOracle(sketch({ dns, hosts: HOSTS }))), '4 a:8449 as @ [S4-a]');
});
