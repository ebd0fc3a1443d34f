import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case, DnsAnswer } from '../../model/index.ts';
import { caseOf } from '../testing/scratch-library.ts';

const hosts = { origin: { '8448': { cert: '@', homeserver: true } }, other: {} };

function addressesOf(c: Case, label: string) {
  const host = c.hosts.find((each) => each.label === label);
  assert.ok(host);
  return host;
}

test('every spelling of a name and of an address', () => {
  const c = caseOf({
    hosts,
    note: '{not a placeholder}',
    request: {
      path: '/{@}/{fed}/{a.b}/{upper @}/{mixed fed}',
      body: {
        ip: ['{ipv4 other}', '{ipv6 other}', '{short other}', '{decimal other}', '{hex other}'],
        '{fed}': '{"x":{}}',
      },
    },
  });
  const { ipv4, ipv6 } = addressesOf(c, 'other');
  const [a = 0, b = 0, x = 0, y = 0] = ipv4.split('.').map(Number);
  const number = ((a * 256 + b) * 256 + x) * 256 + y;
  assert.equal(c.request.kind, 'http');
  assert.deepEqual(c.request, {
    kind: 'http',
    method: 'GET',
    path: '/case.x.test/fed.case.x.test/a.b.case.x.test/CASE.X.TEST/FeD.CaSe.x.tEsT',
    body: JSON.stringify({
      ip: [ipv4, ipv6, `${a}.${b}.${x * 256 + y}`, String(number), `0x${number.toString(16)}`],
      'fed.case.x.test': '{"x":{}}',
    }),
  });
  assert.equal(c.note, '{not a placeholder}');
});

test('spellings that the grammar of server names does not take for the same', () => {
  const words = ['octal', 'zeros', 'full', 'capital', 'quad'];
  const c = caseOf({
    hosts,
    request: { path: `/${words.map((word) => `{${word} other}`).join('/')}` },
  });
  const { ipv4, ipv6 } = addressesOf(c, 'other');
  assert.equal(c.request.kind, 'http');
  const [, octal = '', zeros = '', full = '', capital, quad = ''] =
    c.request.kind === 'http' ? c.request.path.split('/') : [];
  const octets = ipv4.split('.').map(Number);
  assert.match(octal, /^0024(\.0\d{3}){3}$/);
  assert.deepEqual(
    octal.split('.').map((digits) => Number.parseInt(digits, 8)),
    octets,
  );
  assert.match(zeros, /^\d{3}(\.\d{3}){3}$/);
  assert.deepEqual(zeros.split('.').map(Number), octets);
  assert.equal(capital, ipv6.toUpperCase());
  assert.match(full, /^([0-9a-f]{4}:){7}[0-9a-f]{4}$/);
  assert.match(quad, /^2a00:db8:1:0:0:0:\d+\.\d+\.\d+\.\d+$/);
  const canonical = new URL(`https://[${ipv6}]`).host;
  for (const spelling of [full, quad]) assert.equal(new URL(`https://[${spelling}]`).host, canonical);
});

test('owner names: relative, absolute, wildcard, spelled from an address; letter case is lowered', () => {
  const dns = {
    '@': { A: 'origin' },
    '_Matrix._tcp.Fed': {},
    '*.fed': {},
    '127.1.': {},
    '{short other}.': {},
    '{fed}': {},
  };
  const c = caseOf({ hosts, dns });
  const [a, b, x, y] = addressesOf(c, 'other').ipv4.split('.').map(Number);
  assert.deepEqual(Object.keys(c.zone), [
    'case.x.test',
    '_matrix._tcp.fed.case.x.test',
    '*.fed.case.x.test',
    '127.1',
    `${a}.${b}.${(x ?? 0) * 256 + (y ?? 0)}`,
    'fed.case.x.test',
  ]);
});

const plain = (...records: DnsAnswer['records']): DnsAnswer => ({ records, ttl: 300, additional: [] });

const RECORDS: readonly [type: string, authored: unknown, answers: readonly DnsAnswer[]][] = [
  ['CNAME', 'Fed', [plain({ type: 'CNAME', target: 'Fed.case.x.test' })]],
  ['CNAME', '@', [plain({ type: 'CNAME', target: 'case.x.test' })]],
  ['CNAME', 'elsewhere.test.', [plain({ type: 'CNAME', target: 'elsewhere.test' })]],
  ['A', '20.1.2.3', [plain({ type: 'A', address: '20.1.2.3' })]],
  ['A', [], [plain()]],
  ['TXT', 'for {@}', [plain({ type: 'TXT', text: 'for case.x.test' })]],
  [
    'SRV',
    '10 5 8443 hs',
    [plain({ type: 'SRV', priority: 10, weight: 5, port: 8443, target: 'hs.case.x.test' })],
  ],
  ['SRV', ' 0  0 0 . ', [plain({ type: 'SRV', priority: 0, weight: 0, port: 0, target: '.' })]],
  [
    'SRV',
    '1 1 1 {upper hs}',
    [plain({ type: 'SRV', priority: 1, weight: 1, port: 1, target: 'HS.CASE.X.TEST' })],
  ],
  [
    'SRV',
    '1 1 1 https://{hs}:8449/x.',
    [plain({ type: 'SRV', priority: 1, weight: 1, port: 1, target: 'https://hs.case.x.test:8449/x' })],
  ],
  [
    'HTTPS',
    '1 . alpn=h2,http/1.1 port=8449 ipv4hint=20.1.2.3 ipv6hint=2a00:db8::9',
    [
      plain({
        type: 'HTTPS',
        priority: 1,
        target: '.',
        parameters: {
          alpn: ['h2', 'http/1.1'],
          port: 8449,
          ipv4hint: ['20.1.2.3'],
          ipv6hint: ['2a00:db8::9'],
        },
      }),
    ],
  ],
  ['SVCB', '0 hs', [plain({ type: 'SVCB', priority: 0, target: 'hs.case.x.test', parameters: {} })]],
  [
    'A',
    { value: [], strays: { other: { A: '20.1.2.3' } }, edns: false },
    [{ ...plain(), strays: [{ owner: 'other.case.x.test', type: 'A', address: '20.1.2.3' }], edns: false }],
  ],
  ['SRV', { rcode: 'SERVFAIL' }, [{ ...plain(), rcode: 'SERVFAIL' }]],
  [
    'A',
    { value: '20.1.2.3', ttl: 7, truncate: true },
    [{ ...plain({ type: 'A', address: '20.1.2.3' }), ttl: 7, truncate: true }],
  ],
  [
    'A',
    // biome-ignore lint/suspicious/noThenProperty: the word of the format.
    { rcode: 'REFUSED', then: ['20.1.2.3', [], { rcode: 'NXDOMAIN' }] },
    [
      { ...plain(), rcode: 'REFUSED' },
      plain({ type: 'A', address: '20.1.2.3' }),
      plain(),
      { ...plain(), rcode: 'NXDOMAIN' },
    ],
  ],
];

for (const [type, authored, answers] of RECORDS) {
  test(`${type} ${JSON.stringify(authored)}`, () => {
    const c = caseOf({ dns: { '@': { A: 'origin' }, name: { [type]: authored } } });
    assert.deepEqual(c.zone['name.case.x.test'], [{ type, answers }]);
  });
}

test('A and AAAA of a host label are the addresses of that host', () => {
  const c = caseOf({ dns: { '@': { A: 'origin', AAAA: ['origin', '2a00:db8::9'] } } });
  const { ipv4, ipv6 } = addressesOf(c, 'origin');
  assert.deepEqual(
    c.zone['case.x.test']?.map(({ type, answers }) => [type, answers[0].records]),
    [
      ['A', [{ type: 'A', address: ipv4 }]],
      [
        'AAAA',
        [
          { type: 'AAAA', address: ipv6 },
          { type: 'AAAA', address: '2a00:db8::9' },
        ],
      ],
    ],
  );
});

function listenerOf(listener: unknown) {
  const [host] = caseOf({ hosts: { origin: { '8448': listener, '443': { cert: '@' } } } }).hosts;
  const found = host?.listeners.find(({ port }) => port === 8448);
  assert.ok(host && found);
  return { host, listener: found };
}

test('certificates: names and addresses', () => {
  const cert = ['@', 'fed', '*', '*.x.test.', '{fed}', '{ipv4 origin}', '{ipv6 origin}'];
  const { host, listener } = listenerOf({ cert });
  assert.deepEqual(listener.cert, {
    kind: 'one',
    certificate: {
      names: [
        'case.x.test',
        'fed.case.x.test',
        '*.case.x.test',
        '*.x.test',
        'fed.case.x.test',
        host.ipv4,
        host.ipv6,
      ],
    },
  });
});

const CERTIFICATES: readonly [authored: unknown, bound: unknown][] = [
  ['none', { kind: 'none' }],
  [
    { names: '@', expired: true },
    { kind: 'one', certificate: { names: ['case.x.test'], flaw: 'expired' } },
  ],
  [
    { default: 'fed', sni: { '@': '@', '{upper fed}': { names: ['fed'], untrusted: true } } },
    {
      kind: 'sni',
      default: { names: ['fed.case.x.test'] },
      byName: {
        'case.x.test': { names: ['case.x.test'] },
        'fed.case.x.test': { names: ['fed.case.x.test'], flaw: 'untrusted' },
      },
    },
  ],
];

for (const [authored, bound] of CERTIFICATES) {
  test(`certificate ${JSON.stringify(authored)}`, () =>
    assert.deepEqual(listenerOf({ cert: authored }).listener.cert, bound));
}

const ANSWERS: readonly [
  authored: Readonly<Record<string, unknown>>,
  status: number,
  headers: unknown,
  body: string,
][] = [
  [{}, 200, {}, ''],
  [
    { json: { 'm.server': '{fed}:1', n: null, '{fed}': 1 } },
    200,
    { 'Content-Type': 'application/json' },
    '{"m.server":"fed.case.x.test:1","n":null,"{fed}":1}',
  ],
  [{ json: null, headers: { 'content-type': 'text/plain' } }, 200, { 'content-type': 'text/plain' }, 'null'],
  [{ body: '{"m.server":"{fed}"}', status: 404 }, 404, {}, '{"m.server":"fed.case.x.test"}'],
  [{ body: '{a: b} { } {}' }, 200, {}, '{a: b} { } {}'],
  [{ bodyBase64: 'e30=' }, 200, {}, '{}'],
  [{ json: {}, size: 4 }, 200, { 'Content-Type': 'application/json' }, '{}  '],
  [{ size: 3 }, 200, {}, '   '],
  [{ location: 'https://{fed}/' }, 302, {}, ''],
  [
    { headers: { Expires: '{httpdate +60}', 'X-A': ['{@}', 'b'] } },
    200,
    { Expires: '{httpdate +60}', 'X-A': ['case.x.test', 'b'] },
    '',
  ],
];

test('a raw answer is taken octet by octet', () => {
  const raw = 'HTTP/1.1 200\r\nX: {fed}\r\n\r\n\u0000\u00ff';
  const [route] = listenerOf({ cert: '@', routes: { '/': { raw } } }).listener.routes;
  assert.deepEqual(route?.answers[0], {
    raw: Buffer.from('HTTP/1.1 200\r\nX: fed.case.x.test\r\n\r\n\0\xff', 'latin1'),
    status: 0,
    headers: {},
    body: new Uint8Array(),
  });
});

for (const [authored, status, headers, body] of ANSWERS) {
  test(`answer ${JSON.stringify(authored)}`, () => {
    const [route] = listenerOf({ cert: '@', routes: { '/for/{@}': authored } }).listener.routes;
    assert.equal(route?.path, '/for/case.x.test');
    const [answer] = route.answers;
    assert.deepEqual(
      [answer.status, answer.headers, Buffer.from(answer.body).toString()],
      [status, headers, body],
    );
  });
}

test('answers in turn', () => {
  const [route] = listenerOf({ cert: '@', routes: { '/': [{ status: 500 }, { status: 200 }] } }).listener
    .routes;
  assert.deepEqual(
    route?.answers.map(({ status }) => status),
    [500, 200],
  );
});

const HOMESERVERS: readonly [authored: unknown, bound: unknown][] = [
  [true, { keysFor: 'case.x.test:8448', badSignature: false }],
  [
    { keysFor: '{fed}', badSignature: true, status: 502 },
    { keysFor: 'fed.case.x.test', badSignature: true, status: 502 },
  ],
];

for (const [authored, bound] of HOMESERVERS) {
  test(`homeserver ${JSON.stringify(authored)} of a server name with port`, () => {
    const c = caseOf({
      server: '{@}:8448',
      hosts: { origin: { '8448': { cert: '@', homeserver: authored } } },
    });
    assert.deepEqual(c.hosts[0]?.listeners[0]?.homeserver, bound);
  });
}

test('a fault needs no certificate, and a host no listener', () => {
  const c = caseOf({ hosts: { ...hosts, dead: { '443': { fault: 'reset' } } } });
  assert.deepEqual(addressesOf(c, 'dead').listeners, [
    { host: 'dead', port: 443, routes: [], fault: 'reset' },
  ]);
  assert.deepEqual(addressesOf(c, 'other').listeners, []);
});

const PATTERNS: readonly [authored: string, bound: unknown][] = [
  ['dns SRV _matrix._tcp.Fed', { kind: 'dns', type: 'SRV', name: '_matrix._tcp.fed.case.x.test' }],
  ['dns * *', { kind: 'dns', type: '*', name: '*' }],
  ['dns A', { kind: 'dns', type: 'A', name: '*' }],
  ['dns A 127.1.', { kind: 'dns', type: 'A', name: '127.1' }],
  ['tcp origin:8448', { kind: 'tcp', to: 'origin:8448' }],
  ['tcp *', { kind: 'tcp', to: '*' }],
  ['tls origin:* sni={fed}', { kind: 'tls', to: 'origin:*', sni: 'fed.case.x.test' }],
  ['tls *:443', { kind: 'tls', to: '*:443', sni: '*' }],
  ['http origin:8448 GET /_matrix/*', { kind: 'http', to: 'origin:8448', method: 'GET', path: '/_matrix/*' }],
  [
    'http origin:8448 GET /x host=fed:8443',
    { kind: 'http', to: 'origin:8448', method: 'GET', path: '/x', authority: 'fed.case.x.test:8443' },
  ],
  ['http origin:8448', { kind: 'http', to: 'origin:8448', method: '*', path: '*' }],
];

for (const [text, bound] of PATTERNS) {
  test(`pattern ${text}`, () => {
    const connect = [{ to: ['origin:8448'], host: '{@}', cert: '{@}', sni: null }];
    const { expect } = caseOf({
      expect: { connect, saw: [text], never: [text], atMost: [{ pattern: text, count: 2 }] },
    });
    assert.deepEqual(expect.saw, [{ ...(bound as object), text }]);
    assert.deepEqual(expect.never, expect.saw);
    assert.deepEqual(expect.atMost, [{ pattern: expect.saw[0], count: 2 }]);
    assert.deepEqual(expect.connect, [
      { to: ['origin:8448'], host: 'case.x.test', cert: 'case.x.test', sni: null },
    ]);
  });
}

test('a pattern of requests may speak of their Authorization header', () => {
  const pattern = 'http origin:8448 GET /x';
  const { expect } = caseOf({
    expect: {
      connect: [{ to: 'origin:8448', host: '{@}', cert: '{@}' }],
      saw: [{ pattern, authorization: false }],
      never: [{ pattern, authorization: true }, { pattern }],
      atMost: [{ pattern, authorization: true, count: 1 }],
    },
  });
  const bound = { kind: 'http', to: 'origin:8448', method: 'GET', path: '/x' } as const;
  const without = { ...bound, authorization: false, text: `${pattern} without Authorization` };
  const signed = { ...bound, authorization: true, text: `${pattern} with Authorization` };
  assert.deepEqual(expect.saw, [without]);
  assert.deepEqual(expect.never, [signed, { ...bound, text: pattern }]);
  assert.deepEqual(expect.atMost, [{ pattern: signed, count: 1 }]);
});

test('a pattern with a clause of its own', () => {
  const connect = [{ to: ['origin:8448'], host: '{@}', cert: '{@}', sni: null }];
  const pattern = 'tcp origin:8448';
  const written = { pattern, clause: 'S6-a' };
  const { expect } = caseOf({
    expect: { connect, saw: [written], never: [written], atMost: [{ ...written, count: 2 }] },
  });
  const bound = { kind: 'tcp', to: 'origin:8448', text: pattern, clause: 'S6-a' };
  assert.deepEqual(
    [expect.saw, expect.never, expect.atMost],
    [[bound], [bound], [{ pattern: bound, count: 2 }]],
  );
});

test('a tolerated reading', () => {
  const connect = [{ to: 'origin:8448', host: '{fed}', cert: '{@}' }];
  const { tolerate } = caseOf({
    tolerate: [
      { because: 'why', grade: 'lenient', connect },
      { because: 'so', grade: 'pass', refuse: true },
    ],
  });
  assert.deepEqual(tolerate, [
    {
      because: 'why',
      grade: 'lenient',
      refuse: false,
      connect: [{ to: ['origin:8448'], host: 'fed.case.x.test', cert: 'case.x.test' }],
    },
    { because: 'so', grade: 'pass', refuse: true, connect: [] },
  ]);
});

test('virtual hosts: the name, with and without a port, and what each answers', () => {
  const routes = { '/{@}': { body: '{ipv4 other}' } };
  const c = caseOf({
    hosts: {
      ...hosts,
      origin: {
        '8448': {
          cert: '@',
          routes,
          vhosts: {
            Fed: { homeserver: true },
            '{fed}:8443': { routes },
            'elsewhere.test.': { homeserver: { keysFor: '{fed}' } },
            '{ipv4 other}': {},
            '[{full other}]:8449': {},
          },
        },
      },
    },
  });
  const { ipv4, ipv6 } = addressesOf(c, 'other');
  const [listener] = addressesOf(c, 'origin').listeners;
  const [route] = listener?.routes ?? [];
  assert.equal(route?.path, '/case.x.test');
  assert.deepEqual(listener?.vhosts, [
    {
      name: 'fed.case.x.test',
      text: 'Fed',
      routes: [],
      homeserver: { keysFor: 'case.x.test', badSignature: false },
    },
    { name: 'fed.case.x.test', port: 8443, text: '{fed}:8443', routes: [route] },
    {
      name: 'elsewhere.test',
      text: 'elsewhere.test.',
      routes: [],
      homeserver: { keysFor: 'fed.case.x.test', badSignature: false },
    },
    { name: ipv4, text: '{ipv4 other}', routes: [] },
    { name: `[${ipv6}]`, port: 8449, text: '[{full other}]:8449', routes: [] },
  ]);
});
