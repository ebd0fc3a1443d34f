import assert from 'node:assert/strict';
import { test } from 'node:test';
import { delegatesTo, inOneLine, type Sketch, serving, sketch } from '../testing/worlds.ts';
import { consultOracle } from './oracle.ts';

/** Alive on every port that any step could mean, in the names of both roles. */
const both = ['@', 'fed'];
const alive = { cert: both };
const origin = { 443: serving({ status: 404 }), 8448: alive, 8449: alive };
const srv = { SRV: '10 1 8449 hs' };
const dead = { SRV: '10 1 9 hs' };

const ROWS: [title: string, world: Sketch, outcome: string][] = [
  // Steps 1 and 2
  [
    'v4',
    { server: '{ipv4 a}', hosts: { a: { 8448: { cert: '{ipv4 a}' } } } },
    '1 a:8448 as 20.1.0.1/20.1.0.1/- [S1-b]',
  ],
  [
    'v4 and port',
    { server: '{ipv4 a}:8449', hosts: { a: { 8449: { cert: '{ipv4 a}' } } } },
    '1 a:8449 as 20.1.0.1:8449/20.1.0.1/- [S1-a]',
  ],
  [
    'v6',
    { server: '[{ipv6 a}]', hosts: { a: { 8448: { cert: '{ipv6 a}' } } } },
    '1 a:8448 as [2a00:db8:1::1]/2a00:db8:1::1/- [S1-b]',
  ],
  [
    'v6 and port, not canonical',
    { server: '[2A00:DB8:1:0::1]:443', hosts: { a: { 443: { cert: '{ipv6 a}' } } } },
    '1 a:443 as [2a00:db8:1:0::1]:443/2a00:db8:1:0::1/- [S1-a] ?AMB-18',
  ],
  [
    'v4 mapped into v6 needs a certificate for the v6 address',
    { server: '[::ffff:20.1.0.1]', hosts: { a: { 8448: { cert: '{ipv4 a}' } } } },
    '1 refused [S1-c] ?AMB-18',
  ],
  ['v4, certificate of another', { server: '{ipv4 a}', hosts: { a: { 8448: alive } } }, '1 refused [S1-c]'],
  ['v4, closed', { server: '{ipv4 a}', hosts: { a: {} } }, '1 refused [D-2]'],
  ['v4, nobody there', { server: '20.77.0.1' }, '1 refused [D-2]'],
  ['port 0', { server: '{ipv4 a}:0', hosts: { a: {} } }, '1 refused [D-2] ?AMB-17'],
  [
    'port',
    { server: '@:8449', dns: { '@': { A: 'a' }, '_matrix-fed._tcp': dead }, hosts: { a: origin } },
    '2 a:8449 as @:8449/@/@ [S2-b]',
  ],
  [
    'port 443',
    { server: '@:443', dns: { '@': { A: 'a' } }, hosts: { a: { 443: alive } } },
    '2 a:443 as @:443/@/@ [S2-b]',
  ],
  [
    'port, alias',
    { server: '@:8449', dns: { '@': { CNAME: 'real' }, real: { AAAA: 'a' } }, hosts: { a: origin } },
    '2 a:8449 as @:8449/@/@ [S2-b]',
  ],
  [
    'port, certificate of the canonical name',
    {
      server: '@:1',
      dns: { '@': { CNAME: 'real' }, real: { A: 'a' } },
      hosts: { a: { 1: { cert: 'real' } } },
    },
    '2 refused [S2-e]',
  ],
  [
    'port, no address',
    { server: '@:8449', dns: { '_matrix-fed._tcp': srv, hs: { A: 'a' } }, hosts: { a: origin } },
    '2 refused [S2-h]',
  ],
  [
    'port, alias loop',
    { server: '@:8449', dns: { '@': { CNAME: 'b' }, b: { CNAME: '@' } }, hosts: { a: origin } },
    '2 refused [S2-h]',
  ],
  [
    'port above all',
    { server: '@:65536', dns: { '@': { A: 'a' } }, hosts: { a: origin } },
    '2 refused [D-2] ?AMB-17',
  ],
  [
    'upper case',
    { server: 'SN.Family.Test:8449', dns: { '@': { A: 'a' } }, hosts: { a: origin } },
    '2 a:8449 as @:8449/@/@ [S2-b]',
  ],
  [
    'final dot',
    { server: 'sn.family.test.:8449', dns: { '@': { A: 'a' } }, hosts: { a: origin } },
    '2 a:8449 as @.:8449/@/@ [S2-b] ?AMB-19',
  ],
  // A name that only looks like an address is looked up.
  [
    '127.1',
    { server: '127.1:8449', dns: { '127.1.': { A: 'a' } }, hosts: { a: { 8449: { cert: '127.1.' } } } },
    '2 a:8449 as 127.1:8449/127.1/127.1 [G-13] ?AMB-18',
  ],
  // Steps 3.1 to 3.5
  [
    'delegated v4',
    {
      dns: { '@': { A: 'a' }, '_matrix-fed._tcp': srv, hs: { A: 'hs' } },
      hosts: {
        a: { 443: serving(delegatesTo('20.1.0.2')) },
        hs: { 8448: { cert: '{ipv4 hs}' }, 8449: alive },
      },
    },
    '3.1 hs:8448 as 20.1.0.2/20.1.0.2/- [S31-a]',
  ],
  [
    'delegated v6 and port',
    {
      dns: { '@': { A: 'a' } },
      hosts: { a: { 443: serving(delegatesTo('[2a00:db8:1::2]:1')) }, hs: { 1: { cert: '{ipv6 hs}' } } },
    },
    '3.1 hs:1 as [2a00:db8:1::2]:1/2a00:db8:1::2/- [S31-a]',
  ],
  ['delegated port', delegation('{fed}:8449'), '3.2 fed:8449 as fed:8449/fed/fed [S32-b]'],
  [
    'delegated 127.1',
    {
      dns: { '@': { A: 'a' }, '127.1.': { A: 'hs' } },
      hosts: { a: { 443: serving(delegatesTo('127.1:8449')) }, hs: { 8449: { cert: '127.1.' } } },
    },
    '3.2 hs:8449 as 127.1:8449/127.1/127.1 [G-13] ?AMB-18',
  ],
  ['delegated port 443', delegation('{fed}:443'), '3.2 fed:443 as fed:443/fed/fed [S32-b]'],
  ['delegated port 0', delegation('{fed}:0'), '3.2 refused [D-4] ?AMB-17'],
  ['delegated fed SRV', delegation('{fed}', { '_matrix-fed._tcp.fed': srv }), '3.3 hs:8449 as fed [S33-a]'],
  [
    'delegated fed and legacy SRV',
    delegation('{fed}', { '_matrix-fed._tcp.fed': srv, '_matrix._tcp.fed': dead }),
    '3.3 hs:8449 as fed [S33-a]',
  ],
  ['delegated legacy SRV', delegation('{fed}', { '_matrix._tcp.fed': srv }), '3.4 hs:8449 as fed [S34-a]'],
  ['SRV of the server name', delegation('{fed}', { '_matrix-fed._tcp': srv }), '3.5 fed:8448 as fed [S35-a]'],
  ['delegated to itself', delegation('{@}', { '_matrix-fed._tcp': srv }), '3.3 hs:8449 as @ [S33-a]'],
  ['delegated nowhere', delegation('{gone}:8449', { '_matrix-fed._tcp': srv }), '3.2 refused [D-4]'],
  ['delegated nowhere, no port', delegation('{gone}', { '_matrix-fed._tcp': srv }), '3.5 refused [D-4]'],
  ['delegated to a closed port', delegation('{fed}:7'), '3.2 refused [D-4]'],
  [
    'SRV dead, legacy alive',
    delegation('{fed}', { '_matrix-fed._tcp.fed': dead, '_matrix._tcp.fed': srv }),
    '3.3 refused [V-10]',
  ],
  ['SRV dead', delegation('{fed}', { '_matrix-fed._tcp.fed': dead }), '3.3 refused [D-5]'],
  // Steps 4 to 6
  ['fed SRV', undelegated({ '_matrix-fed._tcp': srv, '_matrix._tcp': dead }), '4 hs:8449 as @ [S4-a]'],
  ['legacy SRV', undelegated({ '_matrix._tcp': srv }), '5 hs:8449 as @ [S5-a]'],
  [
    'empty fed SRV',
    undelegated({ '_matrix-fed._tcp': { TXT: 'x' }, '_matrix._tcp': srv }),
    '5 hs:8449 as @ [S5-a]',
  ],
  ['SRV by wildcard', undelegated({ '*': srv }), '4 hs:8449 as @ [S4-a]'],
  ['nothing else', undelegated({}), '6 a:8448 as @ [S6-a]'],
  ['no address, but SRV', undelegated({ '@': {}, '_matrix._tcp': srv }), '5 hs:8449 as @ [S5-a]'],
  ['nothing at all', undelegated({ '@': {} }), '6 refused [N-4]'],
  ['8448 closed', { dns: { '@': { A: 'a' } }, hosts: { a: { 443: alive } } }, '6 refused [S6-d]'],
  [
    'clear text on 8448',
    { dns: { '@': { A: 'a' } }, hosts: { a: { 8448: { cert: 'none' } } } },
    '6 refused [D-9]',
  ],
  [
    'certificate of another on 8448',
    { dns: { '@': { A: 'a' } }, hosts: { a: { 8448: { cert: 'fed' } } } },
    '6 refused [S6-c]',
  ],
  [
    'expired on 8448',
    { dns: { '@': { A: 'a' } }, hosts: { a: { 8448: { cert: { names: ['@'], flaw: 'expired' } } } } },
    '6 refused [T-2]',
  ],
  [
    'TLS 1.3 only',
    { dns: { '@': { A: 'a' } }, hosts: { a: { 8448: { cert: '@', tls: { minVersion: 'TLSv1.3' } } } } },
    '6 a:8448 as @ [S6-a] ?AMB-14',
  ],
  ['bad name', { server: 'sn_x.test' }, 'invalid refused [G-12]'],
  // Several addresses
  [
    'one address dead',
    { dns: { '@': { A: ['a', 'b'] } }, hosts: { a: {}, b: { 8448: alive } } },
    '6 b:8448 as @ [N-3]',
  ],
  [
    'one address black-holed',
    {
      dns: { '@': { A: 'b', AAAA: 'a' } },
      hosts: { a: { 8448: { fault: 'blackhole' } }, b: { 8448: alive } },
    },
    '6 b:8448 as @ [N-3]',
  ],
  [
    'two addresses of one host',
    { dns: { '@': { A: 'b', AAAA: 'b' } }, hosts: { b: { 8448: alive } } },
    '6 b:8448 as @ [S6-a]',
  ],
  [
    'two addresses alive',
    { dns: { '@': { A: ['a', 'b'] } }, hosts: { a: { 8448: alive }, b: { 8448: alive } } },
    '6 a:8448|b:8448 as @ [S6-a]',
  ],
  [
    'certificates that differ by address',
    { dns: { '@': { A: ['a', 'b'] } }, hosts: { a: { 8448: { cert: 'fed' } }, b: { 8448: alive } } },
    '6 b:8448 as @ [S6-a] ?AMB-13',
  ],
];

function delegation(to: string, dns: Sketch['dns'] = {}): Sketch {
  return {
    dns: { '@': { A: 'a' }, fed: { A: 'fed' }, hs: { A: 'hs' }, ...dns },
    hosts: {
      a: { ...origin, 443: serving(delegatesTo(to)) },
      fed: { 443: alive, 8448: alive, 8449: alive },
      hs: { 8448: alive, 8449: alive },
    },
  };
}

function undelegated(dns: Sketch['dns']): Sketch {
  return { dns: { '@': { A: 'a' }, hs: { A: 'hs' }, ...dns }, hosts: { a: origin, hs: { 8449: alive } } };
}

test('each step leads where the specification says', () => {
  for (const [title, world, expected] of ROWS) {
    assert.equal(inOneLine(consultOracle(sketch(world), 'v1.19')), expected, title);
  }
});

test('up to v1.7 the only service is _matrix', () => {
  const all: Sketch['dns'] = { '_matrix-fed._tcp': dead, '_matrix._tcp': srv };
  const old = (world: Sketch) => inOneLine(consultOracle(sketch(world), 'v1.7'));
  assert.equal(old(undelegated(all)), '5 hs:8449 as @ [S5-a]');
  assert.equal(old(undelegated({ '_matrix-fed._tcp': srv })), '6 a:8448 as @ [S6-a]');
  const delegated = { '_matrix-fed._tcp.fed': dead, '_matrix._tcp.fed': srv };
  assert.equal(old(delegation('{fed}', delegated)), '3.4 hs:8449 as fed [S34-a]');
});

test('the oracle reads the plan, never what the author expects', () => {
  const world = undelegated({});
  const blind = consultOracle(sketch({ ...world, expect: { step: '4', refuse: true, answer: 'failed' } }));
  assert.deepEqual(blind, consultOracle(sketch(world)));
});

test('every judged field rests on a clause, and the trace tells the way', () => {
  const outcome = consultOracle(sketch(delegation('{fed}', { '_matrix-fed._tcp.fed': srv })));
  assert.deepEqual(outcome.clauses, { to: 'S33-a', host: 'S33-b', cert: 'S33-c', sni: 'S33-d' });
  assert.deepEqual(
    outcome.trace.map(({ step, clause }) => `${step} ${clause}`),
    ['0 G-1', '3 S3-a', '3 D-3', '3.3 S33-a', '3.3 S33-c', '3.3 S33-b'],
  );
  assert.deepEqual(outcome.wellKnown, [
    { listener: 'a:443', cert: 'sn.family.test', path: '/.well-known/matrix/server' },
  ]);
  assert.deepEqual(outcome.target, {
    host: 'fed.sn.family.test',
    sni: 'fed.sn.family.test',
    cert: 'fed.sn.family.test',
  });
  assert.deepEqual(consultOracle(sketch({ server: '@:443' })).clauses.host, 'S2-d');
  assert.deepEqual(consultOracle(sketch(delegation('{fed}:443'))).clauses.host, 'S32-d');
});
