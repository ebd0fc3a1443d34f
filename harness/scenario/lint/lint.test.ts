import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseOf, scenario, scratchLibrary } from '../testing/scratch-library.ts';
import { lintCase } from './lint.ts';

const hosts = (cert: unknown) => ({ hosts: { origin: { '8448': { cert, homeserver: true } } } });
const connect = [{ to: 'origin:8448', host: '{@}', cert: '{@}' }];
const fed = { dns: { '@': { A: 'origin' }, fed: { A: 'origin' }, '_matrix._tcp': { SRV: '1 1 8448 hs' } } };
const delegated = (target: Readonly<Record<string, unknown>>, host = '{fed}') => ({
  dns: { '@': { A: 'origin' }, fed: { A: 'target' } },
  hosts: {
    origin: {
      '443': { cert: '@', routes: { '/.well-known/matrix/server': { json: { 'm.server': host } } } },
    },
    target,
  },
  expect: {
    step: host === '{fed}' ? '3.5' : '3.2',
    connect: [{ to: host === '{fed}' ? 'target:8448' : 'target:8443', host, cert: '{fed}' }],
  },
});
const dead = {
  origin: { '8448': { cert: '@' }, '443': { fault: 'blackhole' }, '80': { fault: 'reset' } },
};

const ROWS: readonly [what: string, changes: Readonly<Record<string, unknown>>, ...problems: string[]][] = [
  ['a sound case', {}],
  [
    'what the template has for a title',
    { title: 'x/case: say in one sentence what must happen' },
    'the title is still that of the template',
  ],
  [
    'nothing decided',
    { expect: { saw: ['tcp origin:8448'] } },
    '"expect" says neither where the request goes nor that there is none',
  ],
  [
    'a refusal without control',
    { expect: { refuse: true } },
    '"refuse" alone would be met by an implementation that does nothing',
  ],
  [
    'a syn that nobody watches for',
    { expect: { connect, saw: ['syn origin:80'] } },
    '"syn origin:80" can never match: "needs" does not have "syn"',
  ],
  ['a syn at a port that nobody listens on', { needs: ['syn'], expect: { connect, saw: ['syn origin:80'] } }],
  [
    'a syn that must not be, at a port that nothing leads to',
    { needs: ['syn'], clauses: ['S6-d'], expect: { connect, never: ['syn origin:80'] } },
  ],
  [
    'a syn that must not be, where early connections are legal',
    { needs: ['syn'], clauses: ['S6-d'], expect: { connect, never: ['syn origin:443'] } },
    '"never" of a syn event: extra questions and early connections are legal (D-6)',
  ],
  ['a refusal with control', { expect: { refuse: true, control: 'x/case' }, ...hosts(['@', 'other']) }],
  [
    'a Host that is only a label',
    { expect: { connect: [{ ...connect[0], host: 'fed:8448' }] } },
    '"fed:8448" is no name of this case',
  ],
  [
    'a bad server name keeps its Host',
    { server: 'BAD_name', expect: { connect: [{ ...connect[0], host: 'BAD_name' }] } },
  ],

  [
    'a certificate for the wrong name',
    { ...fed, ...hosts('fed') },
    'the certificate of origin:8448 is not for case.x.test, which "expect" wants it to be for',
  ],
  [
    'a certificate for too many',
    { ...fed, ...hosts(['@', 'fed']) },
    'the certificate of origin:8448 is also for fed.case.x.test: a client that checks that name would not be noticed',
  ],
  [
    'a certificate for the SRV target',
    { ...fed, ...hosts(['@', 'hs']) },
    'the certificate of origin:8448 is also for hs.case.x.test: a client that checks that name would not be noticed',
  ],
  [
    'a certificate for a delegated name that has no records',
    {
      dns: { '@': { A: 'origin' } },
      hosts: {
        origin: {
          '443': { cert: '@', routes: { '/.well-known/matrix/server': { json: { 'm.server': '{fed}' } } } },
          '8448': { cert: ['@', '*'], homeserver: true },
        },
      },
    },
    'the certificate of origin:8448 is also for fed.case.x.test: a client that checks that name would not be noticed',
  ],
  ['a wildcard for the name', { ...fed, ...hosts(['*.x.test.']) }],
  [
    'a wildcard that also covers another',
    { ...fed, ...hosts(['@', '*']) },
    'the certificate of origin:8448 is also for fed.case.x.test: a client that checks that name would not be noticed',
  ],
  ['too many, but never scored', { ...fed, ...hosts(['@', 'fed']), level: 'record' }],
  [
    'two names that are both expected',
    {
      ...fed,
      ...hosts(['@', 'fed']),
      tolerate: [{ because: 'x', grade: 'pass', connect: [{ ...connect[0], cert: '{fed}' }] }],
    },
  ],
  ['the right certificate by SNI', { ...fed, ...hosts({ default: 'fed', sni: { '@': '@' } }) }],
  [
    'the default certificate without SNI',
    {
      ...fed,
      ...hosts({ default: 'fed', sni: { '@': '@' } }),
      expect: { connect: [{ ...connect[0], sni: null }] },
    },
    'the certificate of origin:8448 is not for case.x.test, which "expect" wants it to be for',
  ],
  ['clear text', hosts('none'), 'origin:8448 has no certificate, so no request can be expected there'],
  [
    'an address',
    {
      server: '{ipv4 origin}',
      ...hosts('{ipv4 origin}'),
      expect: { connect: [{ to: 'origin:8448', host: '{ipv4 origin}', cert: '{ipv4 origin}' }] },
    },
  ],

  [
    'a delegated name without port, and nobody on its port 443',
    delegated({ '8448': { cert: 'fed', homeserver: true } }),
    'nobody listens on target:443, where a client ends that takes port 443 for the delegated name',
  ],
  ['one with a decoy there', delegated({ '443': { cert: 'fed' }, '8448': { cert: 'fed' } })],
  [
    'one that is never scored',
    { ...delegated({ '8448': { cert: 'fed', homeserver: true } }), level: 'record' },
  ],
  ['a delegated name with port', delegated({ '8443': { cert: 'fed' } }, '{fed}:8443')],

  [
    'a host that nothing leads to',
    { hosts: { origin: { '8448': { cert: '@' } }, trap: {} } },
    'nothing leads to the host "trap"',
  ],
  [
    'a host whose address is spelled',
    { hosts: { origin: { '8448': { cert: '@', routes: { '/': { body: '{hex trap}' } } } }, trap: {} } },
  ],

  [
    'a pattern for a port that is not there',
    { expect: { connect, saw: ['http origin:443 GET /'] } },
    '"http origin:443 GET /" can never match: there is no listener origin:443',
  ],
  [
    'a pattern for a black hole',
    { hosts: dead, expect: { connect, never: ['tls origin:443'] } },
    '"tls origin:443" can never match: a connection to origin:443 never arrives',
  ],
  [
    'HTTP at a reset',
    { hosts: dead, expect: { connect, never: ['http origin:80'] } },
    '"http origin:80" can never match: origin:80 never gets as far as HTTP',
  ],
  [
    'a ClientHello at a reset',
    { hosts: dead, expect: { connect, never: ['tls origin:80'] } },
    '"tls origin:80" can never match: origin:80 reads no ClientHello',
  ],
  [
    'a ClientHello for a name that nothing leads to',
    { ...fed, expect: { connect, never: ['tls origin:8448 sni=fet'] } },
    '"tls origin:8448 sni=fet" can never match: nothing leads to the name fet.case.x.test',
  ],
  [
    'a question for a name that nothing leads to',
    { ...fed, expect: { connect, saw: ['dns SRV _matrix._tcp.hs', 'dns SRV _matrix._tcp.sh'] } },
    '"dns SRV _matrix._tcp.sh" can never match: nothing leads to the name _matrix._tcp.sh.case.x.test',
  ],
  [
    'a name of somebody else',
    { expect: { connect, saw: ['dns A example.org.'] } },
    '"dns A example.org." can never match: example.org is no name of this case',
  ],
  [
    'patterns that can match',
    {
      hosts: dead,
      expect: { connect, saw: ['tcp origin:80', 'dns A *', 'http *'], never: ['http origin:* PUT'] },
    },
  ],

  [
    'a question that must not be',
    { expect: { connect, never: ['dns SRV *'] } },
    '"never" of a dns event: extra questions and early connections are legal (D-6)',
  ],
  [
    'a connection that must not be',
    { expect: { connect, atMost: [{ pattern: 'tcp *', count: 1 }] } },
    '"atMost" of a tcp event: extra questions and early connections are legal (D-6)',
  ],
  [
    'the same where a clause forbids loops',
    { clauses: ['R-4'], expect: { connect, atMost: [{ pattern: 'tcp *', count: 50 }] } },
  ],
  ['the same where nothing is scored', { level: 'ambiguous', expect: { connect, never: ['dns SRV *'] } }],
];

for (const [what, changes, ...problems] of ROWS) {
  test(what, () =>
    assert.deepEqual(
      lintCase(caseOf(changes)).map((problem) => problem.what),
      problems,
    ),
  );
}

test('a host that only some variants use is in use', () => {
  const vary = [{ id: 'a' }, { id: 'b', dns: { '@': { A: 'spare' } } }];
  using library = scratchLibrary({
    'x/case.json': scenario({ hosts: { origin: { '8448': { cert: '@' } }, spare: {} }, vary }),
  });
  assert.deepEqual(library.load().cases.flatMap(lintCase), []);
});
