import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Consultation, consult, DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { explain } from './explanation.ts';
import { factsOfPastes, type Pasted } from './facts-of-pastes.ts';
import { readDnsPaste, readWebPaste } from './paste/index.ts';

const ZONE = `
@                    A    192.0.2.1
fed                  A    192.0.2.2
hs                   AAAA 2001:db8::3
_matrix-fed._tcp     SRV  10 5 8449 hs
_matrix-fed._tcp.fed SRV  10 5 8450 hs
_matrix._tcp.old     SRV  10 5 443  hs
`;

const FED = '{"m.server": "fed.example.org"}';
const NO_FILE = 'HTTP/1.1 404 Not Found\r\n\r\n';

/** `zone`: below `$ORIGIN`, and so complete. */
const pastedZone = (server: string, file?: string, zone = ZONE) =>
  pasted(server, `$ORIGIN example.org.\n${zone}`, file);

const pasted = (server: string, records: string, file?: string): Pasted => ({
  server,
  dns: records === '' ? [] : [readDnsPaste('zone', records, 'example.org')],
  ...(file !== undefined && { web: readWebPaste('file', file, 'example.org') }),
  contacts: [],
  now: Date.UTC(2026, 10, 30),
});

const explained = (server: string, file?: string, zone = ZONE) =>
  explain(pastedZone(server, file, zone), DEFAULT_SPEC_VERSION);

const consulted = (given: Pasted): Consultation =>
  consult(factsOfPastes(given), given.server, DEFAULT_SPEC_VERSION);

/** Step, where to, Host, SNI: what an admin needs to know. Where something is not known, `?` and its best way. */
function told(server: string, file?: string, zone = ZONE): string {
  return inShort(consulted(pastedZone(server, file, zone)));
}

function inShort(consultation: Consultation): string {
  switch (consultation.kind) {
    case 'settled': {
      const { step, connect, answer } = consultation.outcome;
      const [reached] = connect;
      return `${step} ${reached ? `${reached.to.join(' or ')} ${reached.host} ${reached.sni}` : answer}`;
    }
    case 'open': {
      const [best] = consultation.ways;
      return `${consultation.gap.kind}? ${best ? inShort(best.leadsTo) : ''}`;
    }
    case 'beyond':
      return '…';
    default:
      return consultation satisfies never;
  }
}

const TABLE: readonly [what: string, told: string, expected: string][] = [
  [
    'SRV of the server name, whose file was not pasted',
    told('example.org'),
    'file? connection? 4 [2001:db8::3]:8449 example.org example.org',
  ],
  [
    'SRV of the delegated name',
    told('example.org', FED),
    'connection? 3.3 [2001:db8::3]:8450 fed.example.org fed.example.org',
  ],
  [
    'a delegation with port',
    told('example.org', '{"m.server":"fed.example.org:443"}'),
    'connection? 3.2 192.0.2.2:443 fed.example.org:443 fed.example.org',
  ],
  [
    'a delegation to an address',
    told('example.org', '{"m.server":"192.0.2.9:1"}'),
    'connection? 3.1 192.0.2.9:1 192.0.2.9:1 null',
  ],
  [
    'a delegation to where the file came from',
    told('example.org', '{"m.server":"example.org:443"}'),
    'connection? 3.2 192.0.2.1:443 example.org:443 example.org',
  ],
  [
    'a port',
    told('fed.example.org:8000', FED),
    'connection? 2 192.0.2.2:8000 fed.example.org:8000 fed.example.org',
  ],
  ['an address', told('[2001:db8::3]'), 'connection? 1 [2001:db8::3]:8448 [2001:db8::3] null'],
  [
    'the old service, on a port that browsers use',
    told('old.example.org', undefined, `${ZONE}old A 192.0.2.4`),
    'file? connection? 5 [2001:db8::3]:443 old.example.org old.example.org',
  ],
  [
    'the last resort',
    told('fed.example.org', undefined, 'fed A 192.0.2.2'),
    'file? connection? 6 192.0.2.2:8448 fed.example.org fed.example.org',
  ],
  ['no address', told('nowhere.example.org'), '6 failed'],
  ['no server name', told('a b'), 'invalid failed'],
  [
    'a file that is not JSON',
    told('example.org', '<html>'),
    'connection? 4 [2001:db8::3]:8449 example.org example.org',
  ],
  [
    'what curl -i prints',
    told('example.org', `HTTP/2 200 \r\ncontent-type: text/plain\r\n\r\n${FED}`),
    'connection? 3.3 [2001:db8::3]:8450 fed.example.org fed.example.org',
  ],
  [
    'a status that does not count',
    told('example.org', `HTTP/1.1 404 Not Found\r\n\r\n${FED}`),
    'connection? 4 [2001:db8::3]:8449 example.org example.org',
  ],
  [
    'a redirect that curl followed',
    told('example.org', `HTTP/1.1 301 Moved\r\nLocation: /a\r\n\r\nHTTP/1.1 200 OK\r\n\r\n${FED}`),
    'connection? 3.3 [2001:db8::3]:8450 fed.example.org fed.example.org',
  ],
  [
    'a redirect that nobody followed',
    told('example.org', 'HTTP/1.1 301 Moved\r\nLocation: https://fed.example.org/a\r\n\r\n'),
    'file? connection? 4 [2001:db8::3]:8449 example.org example.org',
  ],
  [
    'a file of a name whose address was not pasted',
    told('example.org', FED, 'fed AAAA 2001:db8::2'),
    'connection? 3.5 [2001:db8::2]:8448 fed.example.org fed.example.org',
  ],
  [
    'the last resort of a name whose address was not pasted',
    told('example.org', NO_FILE, 'fed A 192.0.2.2'),
    'connection? 6 example.org:8448 example.org example.org',
  ],
  [
    'a delegation out of the zone',
    told('example.org', '{"m.server":"hoster.net"}'),
    'service? service? connection? 3.5 hoster.net:8448 hoster.net hoster.net',
  ],
  [
    'a target out of the zone, of which one address was pasted',
    told(
      'out.example.org',
      undefined,
      `_matrix-fed._tcp.out SRV 1 1 8448 hs.hoster.net.\nhs.hoster.net. A 192.0.2.7`,
    ),
    'connection? 4 hs.hoster.net:8448 or 192.0.2.7:8448 out.example.org out.example.org',
  ],
  [
    'a name that every object has',
    told('constructor', NO_FILE),
    'service? service? connection? 6 constructor:8448 constructor constructor',
  ],
  [
    'an alias out of the zone',
    told('www.example.org:8448', undefined, 'www CNAME cdn.net.'),
    'connection? 2 www.example.org:8448 www.example.org:8448 www.example.org',
  ],
  [
    'a wildcard, which says nothing of names out of the zone',
    told('a.hoster.net:8448', undefined, '*.hoster.net. A 192.0.2.7'),
    'connection? 2 a.hoster.net:8448 a.hoster.net:8448 a.hoster.net',
  ],
];

for (const [what, found, expected] of TABLE) test(`explains ${what}`, () => assert.equal(found, expected));

const DIG = `
example.org.                  300 IN A   192.0.2.1
_matrix-fed._tcp.example.org. 300 IN SRV 1 1 8448 hs.example.org.
`;
const SOA = 'SOA ns admin 1 1 1 1 1';

/** What single answers, and zones of others, leave open. */
const LEFT_OPEN: readonly [what: string, told: string, expected: string][] = [
  ['nothing', '', 'service? service? connection? 6 example.org:8448 example.org example.org'],
  ['the output of dig', DIG, 'connection? 4 hs.example.org:8448 example.org example.org'],
  [
    'all that dig prints of a name that does not exist, with the SOA record of the zone',
    `;; ->>HEADER<<- opcode: QUERY, status: NXDOMAIN, id: 1\n;; AUTHORITY SECTION:\nexample.org. 300 IN ${SOA}`,
    'service? service? connection? 6 example.org:8448 example.org example.org',
  ],
  [
    'a zone of another origin',
    `$ORIGIN other.net.\n@ ${SOA}\n@ A 192.0.2.1`,
    'service? service? connection? 6 example.org:8448 example.org example.org',
  ],
  [
    'an SOA record of another zone below this $ORIGIN',
    `$ORIGIN org.\nother ${SOA}`,
    'service? service? connection? 6 example.org:8448 example.org example.org',
  ],
  [
    'an SOA record of this zone',
    `@ ${SOA}\n@ AAAA 2001:db8::1`,
    'connection? 6 [2001:db8::1]:8448 example.org example.org',
  ],
];

for (const [what, text, expected] of LEFT_OPEN) {
  test(`asserts no more than what was pasted: ${what}`, () =>
    assert.equal(inShort(consulted(pasted('example.org', text, NO_FILE))), expected));
}

const DELEGATED = 'service? service? connection? 3.5 hoster.net:8448 hoster.net hoster.net';

test('a file that was pasted counts, whatever is known of the address that it came from', () => {
  const records = ['', DIG, 'example.org. AAAA 2001:db8::1', 'example.org. CNAME cdn.net.'];
  const zones = [`@ ${SOA}\nwww CNAME www.cdn.net.`, '$ORIGIN example.org.\n@ CNAME cdn.net.'];
  for (const text of [...records, ...zones])
    assert.equal(
      inShort(consulted(pasted('example.org', text, '{"m.server":"hoster.net"}'))),
      DELEGATED,
      text,
    );
  const www = pasted('www.example.org', `@ ${SOA}\nwww CNAME www.cdn.net.`, '{"m.server":"hoster.net"}');
  assert.equal(inShort(consulted(www)), DELEGATED);
});

test('the address of an alias is asked for where it is connected to', () => {
  const { unknown } = explain(
    pasted('example.org', '$ORIGIN example.org.\n@ CNAME cdn.net.', NO_FILE),
    DEFAULT_SPEC_VERSION,
  );
  assert.equal(unknown[0], 'the AAAA and A records of cdn.net');
});

test('an A record says nothing about AAAA', () => {
  const { unknown } = explain(pasted('example.org:8000', DIG), DEFAULT_SPEC_VERSION);
  assert.equal(unknown[0], 'the AAAA records of example.org, and what is at 192.0.2.1:8000');
});

test('letter case and a final dot make no other name', () => {
  for (const server of ['Example.ORG', 'example.org.', 'Example.ORG.'])
    assert.match(told(server, FED), /^connection\? 3\.3 \[2001:db8::3\]:8450 /, server);
});

test('what is certain is told as such, and what is not known with what follows from it', () => {
  const { certain, goal, unknown, findability } = explained('example.org', FED);
  assert.deepEqual(
    certain.trace.map(({ kind }) => kind),
    ['name', 'http', 'delegated', 'dns'],
  );
  assert.deepEqual(goal, [
    'connect to  [2001:db8::3]:8450',
    'Host        fed.example.org',
    'SNI         fed.example.org',
    'certificate valid for fed.example.org',
  ]);
  assert.deepEqual(unknown, [
    'what is at [2001:db8::3]:8450',
    'if something answers there, with a certificate that is valid for fed.example.org: they reach it at [2001:db8::3]:8450',
    'if something answers there, without such a certificate: nobody reaches it (S33-c)',
    'if nobody can connect there: nobody reaches it (D-5)',
  ]);
  assert.equal(findability.kind, 'found');
});

test('a file that was not pasted is not a file that is missing', () => {
  const { certain, goal, unknown, findability } = explained('example.org');
  assert.equal(certain.trace.length, 1);
  assert.deepEqual(goal, []);
  assert.deepEqual(unknown, [
    'what https://example.org/.well-known/matrix/server answers (paste it with --well-known)',
    'if there is no such file, or none that counts:',
    '  SRV _matrix-fed._tcp.example.org: 10 5 8449 hs.example.org (S4-a)',
    '  connect to  [2001:db8::3]:8449',
    '  Host        example.org',
    '  SNI         example.org',
    '  certificate valid for example.org',
    '  not known: what is at [2001:db8::3]:8449',
    '  if something answers there, with a certificate that is valid for example.org: they reach it at [2001:db8::3]:8449',
    '  if something answers there, without such a certificate: nobody reaches it (S4-c)',
    '  if nobody can connect there: nobody reaches it (D-5)',
    'if it delegates or redirects: what it says decides',
  ]);
  assert.equal(findability.kind, 'unknown');
});

test('names out of the zone are asked for, and not taken to be missing', () => {
  const { unknown, findability } = explained('example.org', '{"m.server":"hoster.net"}', 'old A 192.0.2.4');
  assert.deepEqual(unknown.slice(0, 4), [
    'the SRV records of _matrix-fed._tcp.hoster.net',
    'if there are none:',
    '  not known: the SRV records of _matrix._tcp.hoster.net',
    '  if there are none:',
  ]);
  assert.deepEqual(unknown.slice(-4), [
    '  if the question fails, or nobody answers it: nobody reaches it (V-3, open: AMB-4)',
    '  if there are some: their targets decide',
    'if the question fails, or nobody answers it: nobody reaches it (V-3, open: AMB-4)',
    'if there are some: their targets decide',
  ]);
  assert.ok(unknown.includes('    not known: the AAAA and A records of hoster.net'));
  assert.equal(findability.kind, 'unknown');
});

const MOVED = 'HTTP/1.1 301 Moved\r\nLocation: ';
const OK = `HTTP/1.1 200 OK\r\n\r\n${FED}`;

/** What `curl -iL` printed, and the decisions on step 3. */
const CHAINS: readonly [what: string, pasted: string, expected: readonly string[]][] = [
  ['a path', `${MOVED}/a\r\n\r\n${OK}`, ['http', 'redirect', 'http', 'delegated']],
  [
    'a host out of the zone',
    `${MOVED}https://Hoster.net/a?b\r\n\r\n${OK}`,
    ['http', 'redirect', 'http', 'delegated'],
  ],
  [
    'another port',
    `${MOVED}https://fed.example.org:8000/\r\n\r\n${OK}`,
    ['http', 'redirect', 'http', 'delegated'],
  ],
  ['an address', `${MOVED}https://192.0.2.9/\r\n\r\n${OK}`, ['http', 'redirect', 'http', 'delegated']],
  [
    'itself, once',
    `${MOVED}/.well-known/matrix/server\r\n\r\n${OK}`,
    ['http', 'redirect', 'http', 'delegated'],
  ],
  ['clear text', `${MOVED}http://example.org/a\r\n\r\n${OK}`, ['http', 'redirect-to-http']],
  ['where curl did not go', `${MOVED}https://hoster.net/\r\n\r\n`, ['http', 'redirect']],
  ['nowhere, behind a proxy', `HTTP/1.1 200 Connection established\r\n\r\n${OK}`, ['http', 'delegated']],
  ['nowhere, after a hint', `HTTP/2 103 \r\nLink: </a>\r\n\r\n${OK}`, ['http', 'delegated']],
];

for (const [what, pasted, expected] of CHAINS) {
  test(`follows the redirects of a pasted answer to ${what}`, () => {
    const { trace } = explained('example.org', pasted).certain;
    assert.deepEqual(
      trace.filter(({ step }) => step === '3').map(({ kind }) => kind),
      expected,
    );
  });
}
