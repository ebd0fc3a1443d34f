import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pattern } from '../model/index.ts';
import { connections } from './connection.ts';
import { describe } from './describe.ts';
import type { DnsEvent, Event, HttpEvent, TcpEvent, TlsEvent } from './event.ts';
import { matches } from './pattern.ts';
import { type Probe, reproduce } from './reproduce.ts';
import { canonical } from './testing/canonical.ts';
import type { XMatrix } from './x-matrix.ts';

const dns: DnsEvent = {
  kind: 'dns',
  n: 1,
  at: 1,
  name: 'HS.x.tEst',
  type: 'A',
  transport: 'udp',
  resolver: '20.0.0.53',
  answer: 'NOERROR',
  truncated: false,
  records: ['A 20.1.0.8'],
};
const tcp: TcpEvent = {
  kind: 'tcp',
  n: 2,
  at: 2,
  connection: 1,
  host: 'origin',
  port: 8448,
  address: '20.1.0.8',
};
const tls: TlsEvent = {
  kind: 'tls',
  n: 3,
  at: 3,
  connection: 1,
  host: 'origin',
  port: 8448,
  sni: 'x.test',
  alpn: [],
  hello: '',
};
const http: HttpEvent = {
  kind: 'http',
  n: 4,
  at: 4,
  connection: 1,
  host: 'origin',
  port: 8448,
  method: 'GET',
  path: '/_matrix/federation/v1/version',
  hostHeader: 'x.test',
  sni: 'x.test',
  authorization: null,
  userAgent: null,
  version: '1.1',
  status: 200,
};

const signed: XMatrix = {
  origin: 'me.test',
  destination: 'sn.test',
  key: 'ed25519:1',
  signature: 'valid',
  problems: [],
};

test('an event is one line of text', () => {
  const all = [dns, tcp, tls, http];
  const table: [Event, string][] = [
    [dns, 'dns A HS.x.tEst → A 20.1.0.8'],
    [{ ...dns, answer: 'NXDOMAIN', records: [], transport: 'tcp' }, 'dns A HS.x.tEst over TCP → NXDOMAIN'],
    [{ ...dns, records: [], truncated: true }, 'dns A HS.x.tEst → no records (truncated)'],
    [tcp, 'tcp origin:8448 (20.1.0.8)'],
    [tls, 'tls origin:8448 (20.1.0.8) SNI x.test'],
    [{ ...tls, sni: null }, 'tls origin:8448 (20.1.0.8) no SNI'],
    [http, 'http origin:8448 (20.1.0.8) GET /_matrix/federation/v1/version  Host x.test  → 200'],
    [
      { ...http, hostHeader: null, status: null },
      'http origin:8448 (20.1.0.8) GET /_matrix/federation/v1/version  no Host',
    ],
    [
      { ...http, xMatrix: [signed, { ...signed, destination: null, signature: 'invalid' }] },
      'http origin:8448 (20.1.0.8) GET /_matrix/federation/v1/version  Host x.test' +
        '  X-Matrix to sn.test, signature valid  X-Matrix without destination, signature invalid  → 200',
    ],
    [{ ...http, xMatrix: [] }, describe(http, all)],
    [
      { ...http, path: '/\u001b[31m', status: null },
      'http origin:8448 (20.1.0.8) GET /\\u{1b}[31m  Host x.test',
    ],
  ];
  for (const [event, text] of table) assert.equal(describe(event, all), text);
  assert.equal(describe({ ...http, connection: 9 }, all).includes('('), false, 'no address is made up');
});

test('patterns match within their field', () => {
  const table: [Pattern, Event, boolean][] = [
    [{ kind: 'dns', type: 'A', name: 'hs.x.test' }, dns, true],
    [{ kind: 'dns', type: 'AAAA', name: 'hs.x.test' }, dns, false],
    [{ kind: 'dns', type: '*', name: '*.x.test' }, dns, true],
    [{ kind: 'dns', type: '*', name: '*.y.test' }, dns, false],
    [{ kind: 'dns', type: '*', name: 'x.test' }, dns, false],
    [{ kind: 'tcp', to: 'origin:8448' }, tcp, true],
    [{ kind: 'tcp', to: 'origin:*' }, tcp, true],
    [{ kind: 'tcp', to: 'origin:443' }, tcp, false],
    [{ kind: 'tcp', to: 'origin:8448' }, tls, false],
    [{ kind: 'syn', to: 'origin:8448' }, tcp, false],
    [
      { kind: 'syn', to: '*:80' },
      { kind: 'syn', n: 1, at: 1, host: 'origin', port: 80, address: '20.1.0.1' },
      true,
    ],
    [{ kind: 'tls', to: '*', sni: 'X.test' }, tls, true],
    [{ kind: 'tls', to: '*', sni: 'y.test' }, tls, false],
    [{ kind: 'tls', to: '*', sni: '' }, tls, false],
    [{ kind: 'tls', to: '*', sni: '' }, { ...tls, sni: null }, true],
    [{ kind: 'http', to: 'origin:8448', method: 'GET', path: '/_matrix/*' }, http, true],
    [{ kind: 'http', to: 'origin:8448', method: 'GET', path: '/_matrix/*/version' }, http, true],
    [{ kind: 'http', to: 'origin:8448', method: 'get', path: '*' }, http, false],
    [
      { kind: 'http', to: '*', method: '*', path: '*', authority: 'A.test' },
      { ...http, hostHeader: 'a.test:443' },
      true,
    ],
    [
      { kind: 'http', to: '*', method: '*', path: '*', authority: 'a.test' },
      { ...http, hostHeader: 'a.test:8448' },
      false,
    ],
    [
      { kind: 'http', to: '*', method: '*', path: '*', authority: 'a.test' },
      { ...http, hostHeader: null },
      false,
    ],
    [{ kind: 'http', to: '*', method: '*', path: '*', authorization: true }, http, false],
    [{ kind: 'http', to: '*', method: '*', path: '*', authorization: false }, http, true],
    [
      { kind: 'http', to: '*', method: '*', path: '*', authorization: true },
      { ...http, authorization: 'X-Matrix' },
      true,
    ],
    [
      { kind: 'http', to: '*', method: '*', path: '*', authorization: false },
      { ...http, authorization: '' },
      false,
    ],
    [{ kind: 'http', to: 'origin:8448', method: '*', path: '/_matrix/key/*' }, http, false],
    [{ kind: 'http', to: '*', method: '*', path: '/_matrix/federation/v1/version*/version' }, http, false],
  ];
  for (const [pattern, event, expected] of table) {
    assert.equal(matches(pattern, event), expected, JSON.stringify(pattern));
  }
});

test('a connection gathers what happened on it', () => {
  const other = { ...tcp, connection: 2, address: '20.1.0.9' };
  const found = connections([tcp, other, tls, http]);
  assert.deepEqual(
    found.map((c) => [c.number, c.address, c.sni, c.hello, c.requests.length]),
    [
      [1, '20.1.0.8', 'x.test', 3, 1],
      [2, '20.1.0.9', undefined, undefined, 0],
    ],
  );
});

test('the canonical form forgets times, letter case, order and numbers, and nothing else', () => {
  const aaaa: DnsEvent = { ...dns, type: 'AAAA', answer: 'NODATA', records: [] };
  const one = canonical([dns, aaaa, tcp, tls, http]);
  const on = <E extends TcpEvent | TlsEvent | HttpEvent>(event: E): E => ({
    ...event,
    connection: 7,
    n: 70,
    at: 99,
  });
  const two = canonical([aaaa, { ...dns, name: 'hs.X.test', at: 50 }, on(tcp), on(tls), on(http)]);
  assert.deepEqual(one, two);
  const differences: Event[][] = [
    [dns, tcp, tls, http],
    [dns, aaaa, tcp, { ...tls, sni: null }, http],
    [dns, aaaa, tcp, tls, { ...http, hostHeader: 'y.test' }],
    [dns, aaaa, { ...tcp, port: 443 }, { ...tls, port: 443 }, { ...http, port: 443 }],
    [dns, aaaa, tcp, tls, http, http],
    [dns, aaaa, tcp, tls, { ...http, xMatrix: [signed] }],
  ];
  for (const events of differences) assert.notDeepEqual(canonical(events), one);
});

test('a probe becomes a command line that can be pasted', () => {
  const table: [Probe, string][] = [
    [
      { kind: 'dns', type: 'SRV', name: '_matrix-fed._tcp.x.test' },
      'npx signpost shell srv/fed#two~twin --dig _matrix-fed._tcp.x.test SRV',
    ],
    [
      { kind: 'file', authority: 'x.test', path: '/.well-known/matrix/server' },
      'npx signpost shell srv/fed#two~twin -- curl -sSiL -m 10 https://x.test/.well-known/matrix/server',
    ],
    [
      { kind: 'http', authority: 'x.test', path: '/?a=1&b', at: { address: '2a00:db8::1', port: 8448 } },
      "npx signpost shell srv/fed#two~twin -- curl -sSv -m 10 --connect-to '::[2a00:db8::1]:8448' 'https://x.test/?a=1&b'",
    ],
  ];
  for (const [probe, line] of table) assert.equal(reproduce('srv/fed#two~twin', probe), line);
});
