import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadCases } from '../../scenario/index.ts';
import { consultRounds } from '../rounds/rounds.ts';
import type { DecidedFact, Obstacle } from './decision.ts';
import { decisionText } from './decision-text.ts';

const SRV = { kind: 'dns', type: 'SRV', name: '_matrix._tcp.a.test' } as const;
const record = (target: string) => ({ type: 'SRV', priority: 10, weight: 5, port: 443, target }) as const;

/** Each kind, with every sentence that it can become. */
const TEXTS: {
  readonly [Kind in DecidedFact['kind']]: readonly (readonly [
    fact: Extract<DecidedFact, { kind: Kind }>,
    text: string,
  ])[];
} = {
  name: [
    [{ kind: 'name', name: 'a.test', is: 'dns', port: false }, 'a.test is a DNS name'],
    [
      { kind: 'name', name: '20.1.0.1:1', is: 'ipv4', port: true },
      '20.1.0.1:1 is an IPv4 address with a port',
    ],
    [{ kind: 'name', name: '[::1]', is: 'ipv6', port: false }, '[::1] is an IPv6 address'],
  ],
  'invalid-name': [
    [{ kind: 'invalid-name', name: 'a"', why: 'it is odd' }, '"a\\"" is no server name: it is odd'],
  ],
  'odd-punycode': [
    [
      { kind: 'odd-punycode', name: 'xn--99999999' },
      'xn--99999999 is no label of IDNA, and is looked up as it is written',
    ],
  ],
  address: [
    [
      { kind: 'address', name: '[::1]:1', literal: true, port: 1 },
      '[::1]:1 is an IP address: port 1 is next',
    ],
    [
      { kind: 'address', name: 'a.test', literal: false, port: 8448 },
      'the addresses of a.test on port 8448 are next',
    ],
  ],
  'service-binding': [
    [{ kind: 'service-binding', name: 'a.test' }, 'the HTTPS or SVCB record of a.test plays no part'],
  ],
  alias: [
    [
      { kind: 'alias', name: 'a.test', aliases: ['b.test', 'c.test'] },
      'a.test is an alias of b.test, then c.test',
    ],
  ],
  'changing-addresses': [
    [
      { kind: 'changing-addresses', name: 'a.test' },
      'the addresses of a.test change; the first answer that arrives is taken',
    ],
  ],
  dns: [
    [
      { ...SRV, answer: { kind: 'found', records: [record('b.test'), record('.')] } },
      'SRV _matrix._tcp.a.test: 10 5 443 b.test, 10 5 443 .',
    ],
    [{ ...SRV, answer: { kind: 'none', why: 'NODATA' } }, 'SRV _matrix._tcp.a.test: not found (NODATA)'],
    [{ ...SRV, answer: { kind: 'failed', why: 'SERVFAIL' } }, 'SRV _matrix._tcp.a.test: SERVFAIL'],
  ],
  'no-address': [
    [
      { kind: 'no-address', name: 'a.test', why: 'NXDOMAIN' },
      'a.test has no address (NXDOMAIN): no well-known file',
    ],
  ],
  http: [
    [
      { kind: 'http', url: 'https://a/', at: ['a:443', 'b:443'], status: 200 },
      'GET https://a/ at a:443 or b:443: 200',
    ],
    [
      { kind: 'http', url: 'https://a/', at: ['a:443'], status: null },
      'GET https://a/ at a:443: nothing that can be read',
    ],
  ],
  unreadable: [
    [{ kind: 'unreadable', why: 'a chunk is malformed' }, 'a chunk is malformed: no well-known file'],
  ],
  'invalid-certificate': [
    [
      { kind: 'invalid-certificate', at: 'a:443', why: 'it has expired' },
      'the certificate of a:443 is not valid: it has expired',
    ],
  ],
  'no-answer': [
    [
      {
        kind: 'no-answer',
        host: 'a.test',
        port: 443,
        because: { kind: 'fault', at: 'a:443', fault: 'reset' },
      },
      'no answer from a.test:443 (a:443: reset): no well-known file',
    ],
    [
      { kind: 'no-answer', host: 'a.test', port: 1, because: { kind: 'refused', at: 'a:1' } },
      'no answer from a.test:1 (a:1 refuses): no well-known file',
    ],
  ],
  redirect: [[{ kind: 'redirect', status: 302, url: 'https://b/' }, 'status 302 leads on to https://b/']],
  'redirect-nowhere': [
    [
      { kind: 'redirect-nowhere', status: 302, why: 'there is no Location' },
      'status 302 leads nowhere: there is no Location',
    ],
  ],
  'redirect-to-http': [[{ kind: 'redirect-to-http', url: 'http://a/' }, 'http://a/ would be clear text']],
  'redirect-loop': [
    [{ kind: 'redirect-loop', url: 'https://a/' }, 'https://a/ was asked for before: a loop'],
  ],
  'many-redirects': [
    [{ kind: 'many-redirects', count: 21, ended: true }, '21 redirects are too many'],
    [{ kind: 'many-redirects', count: 50, ended: false }, 'still no end after 50 redirects'],
  ],
  body: [
    [{ kind: 'body', is: 'broken-off' }, 'the connection ends in the middle of the body: no well-known file'],
    [{ kind: 'body', is: 'endless' }, 'the answer does not come to its end: no well-known file'],
    [{ kind: 'body', is: 'too-much' }, 'the body takes too long or is too large: no well-known file'],
  ],
  'no-delegation': [
    [{ kind: 'no-delegation', why: 'there is no m.server' }, 'no delegation: there is no m.server'],
  ],
  delegated: [[{ kind: 'delegated', name: 'b.test:1' }, 'delegated to b.test:1']],
  certificate: [
    [
      { kind: 'certificate', to: ['a:1', 'b:1'], name: 'a.test' },
      'the certificate of a:1 or b:1 is valid for a.test',
    ],
  ],
  request: [[{ kind: 'request', to: ['a:1'], host: 'a.test' }, 'the request goes to a:1 with Host a.test']],
  'no-request': [
    noRequest(
      { kind: 'certificate', at: 'a:1', why: 'it has expired' },
      'the certificate of a:1 is not valid: it has expired',
    ),
    noRequest({ kind: 'clear-text', at: 'a:1' }, 'a:1 does not speak TLS'),
    noRequest({ kind: 'fault', at: 'a:1', fault: 'close' }, 'a:1: close'),
    noRequest(
      {
        kind: 'unreached',
        tried: [
          { kind: 'nobody', address: '20.9.9.9' },
          { kind: 'refused', at: 'a:1' },
          { kind: 'silent', at: 'a:2' },
          { kind: 'unreachable', at: 'a:3' },
          { kind: 'no-such-port', port: 0 },
          { kind: 'no-address', name: 'b.test' },
        ],
      },
      'nobody is at 20.9.9.9, a:1 refuses, a:2 swallows packets, a:3 has no route, port 0 does not exist, b.test has no address',
    ),
    noRequest({ kind: 'unreached', tried: [] }, 'there is no address'),
    noRequest({ kind: 'no-address', name: 'a.test', why: 'NODATA' }, 'a.test has no address (NODATA)'),
    noRequest({ kind: 'no-target-address', targets: ['b.test', 'c.test'] }, 'no address for b.test, c.test'),
    noRequest({ kind: 'no-target' }, 'the only target is .'),
    noRequest({ kind: 'dns', why: 'silence' }, 'SRV: silence'),
  ],
};

function noRequest(because: Obstacle, why: string) {
  return [{ kind: 'no-request', because }, `no request is sent: ${why}`] as const;
}

const rows = Object.values(TEXTS).flatMap((list): (readonly [fact: DecidedFact, text: string])[] => [
  ...list,
]);

test('each kind of decision has its sentence', () => {
  for (const [fact, text] of rows) assert.equal(decisionText({ step: '3', clause: 'S3-a', ...fact }), text);
});

test('the decisions of the library are of every kind, and plain JSON', () => {
  const { cases } = loadCases({ root: new URL('../../../', import.meta.url).pathname });
  const questions = cases.flatMap((c) => consultRounds(c, 'v1.19').flat());
  const trace = questions.flatMap(({ outcome }) => outcome.trace);
  for (const decision of trace) assert.deepEqual(JSON.parse(JSON.stringify(decision)), decision);
  // Addresses that change from question to question are in no case: which one is asked for would be chance.
  const kinds = new Set([...trace.map(({ kind }) => kind), 'changing-addresses']);
  assert.deepEqual([...kinds].sort(), Object.keys(TEXTS).sort());
});
