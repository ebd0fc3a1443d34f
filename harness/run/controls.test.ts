import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type About, functionAdapter } from '../adapters/index.ts';
import type { Event } from '../evidence/index.ts';
import { WELL_KNOWN } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import type { CaseResult } from './case-result.ts';
import { acceptedUntrusted, wasReached, whyUnreachable } from './controls.ts';
import { seenOf } from './seen-of.ts';

const here = (port: number) => ({ n: 1, at: 1, connection: port, host: 'origin', port });

const question: Event = {
  kind: 'dns',
  n: 1,
  at: 1,
  name: 'sn.test',
  type: 'A',
  transport: 'udp',
  resolver: '20.0.0.53',
  answer: 'NOERROR',
  truncated: false,
  records: [],
};

const connected = (port: number): Event => ({ kind: 'tcp', ...here(port), address: '20.1.0.1' });

const greeted = (port: number): Event[] => [
  connected(port),
  { kind: 'tls', ...here(port), sni: 'sn.test', alpn: [], hello: '' },
];

const asked = (path: string, method = 'GET', port = 443): Event[] => [
  ...greeted(port),
  {
    kind: 'http',
    ...here(port),
    method,
    path,
    hostHeader: 'sn.test',
    sni: 'sn.test',
    authorization: null,
    userAgent: null,
    version: '1.1',
    status: 404,
  },
];

const closed = (port: number, how: string): Event => ({ kind: 'close', ...here(port), how });

const NOTHING =
  'neither a DNS question nor a connection came; whatever it asks has to be the name server in /etc/resolv.conf';
const TRUST = 'trust our certificate authority, which is in the system trust store and in SSL_CERT_FILE';

const SEEN: readonly [events: readonly Event[], seen: string][] = [
  [[], NOTHING],
  [[question], 'it asked our DNS for A sn.test, and made no connection'],
  [[question, connected(8448)], 'it connected to origin:8448, and sent no TLS ClientHello'],
  [[question, connected(443)], 'it connected to origin:443, and sent no TLS ClientHello'],
  [
    [...greeted(8448), closed(8448, 'alert unknown_ca')],
    `it sent a TLS ClientHello to origin:8448, and ended it with the alert unknown_ca: it does not ${TRUST}`,
  ],
  [
    [...greeted(8448), closed(8448, 'alert bad_certificate')],
    `it sent a TLS ClientHello to origin:8448, and ended it with the alert bad_certificate; it has to ${TRUST}`,
  ],
  [
    [...greeted(443), closed(443, 'end')],
    `it sent a TLS ClientHello to origin:443, and sent no request; it has to ${TRUST}`,
  ],
  // `curl https://{server}/.well-known/matrix/server` knows of no fall-back: what it sent is all there is to say.
  [asked(WELL_KNOWN), `it sent GET ${WELL_KNOWN} to origin:443, and nothing to port 8448`],
  [
    [...asked(WELL_KNOWN), ...greeted(8448)],
    `it sent GET ${WELL_KNOWN} to origin:443, and no request over its connection to port 8448`,
  ],
  [
    asked('/elsewhere', 'GET', 8448),
    'it sent GET /elsewhere to origin:8448, and no federation request to port 8448',
  ],
  [asked('/elsewhere'), 'it sent GET /elsewhere to origin:443, and nothing to port 8448'],
  [
    [...asked('/one'), ...asked('/one'), ...asked('/two', 'PUT')],
    'it sent GET /one to origin:443 and PUT /two to origin:443, and nothing to port 8448',
  ],
];

test('what is told of an implementation that cannot be judged is what was seen', () => {
  for (const [events, seen] of SEEN) assert.equal(seenOf(events), seen);
});

const adapter = (can: About['can']) => {
  const about: About = { name: 'mine', version: '1', can, parallel: 1 };
  return functionAdapter(about, async () => ({ kind: 'error', code: 'none', message: '' }));
};

function why(result: Partial<CaseResult>, text: string, can: About['can'] = ['connect']): string {
  const reasons = [{ text }];
  const base = { level: 'MUST', clauses: [], claim: null, events: [], ms: 0, status: 'fail' } as const;
  return whyUnreachable({ ...base, ...result, reasons }, adapter(can));
}

test("the adapter's own error comes first, and nothing is made of what it did not do", () => {
  const broke = 'the adapter wrote a line that is no answer: hello (adapter-garbage)';
  assert.equal(why({ status: 'error' }, broke), `control/fallback: ${broke}.`);
  const refused =
    'the homeserver at http://127.0.0.1:9 could not be asked (connect ECONNREFUSED) (homeserver-unreachable)';
  assert.equal(why({ status: 'error' }, refused), `control/fallback: ${refused}.`);
  assert.equal(why({ status: 'skip' }, 'not today'), 'control/fallback: skipped: not today.');
  const seen = 'it asked our DNS for A sn.test, and made no connection';
  assert.equal(
    why({ status: 'error', events: [question] }, broke),
    `control/fallback: ${broke}. Seen: ${seen}.`,
  );
});

test('silence is silence, and what it said is told as its words', () => {
  const silent = 'timed out: no answer within 8 s, and no federation request came to origin:8448';
  assert.equal(why({}, silent), `control/fallback: ${silent}. Seen: ${NOTHING}.`);
  assert.equal(why({}, silent, ['claim']), `control/fallback: ${silent}.`);
  const claim = { kind: 'failed', message: 'no route' } as const;
  const failed = 'said that it failed: no federation request came to origin:8448';
  assert.equal(why({ claim }, failed), `control/fallback: ${failed}. Seen: ${NOTHING}. It said: no route`);
});

test('whoever takes a server name for a website is told the port', () => {
  const request = {
    kind: 'http' as const,
    ...{ n: 1, at: 1, connection: 1, host: 'origin', method: 'GET', path: '/x', hostHeader: 'sn.test' },
    ...{ sni: 'sn.test', authorization: null, userAgent: null, version: '1.1', status: null },
  };
  const told = /: https:\/\/\{server\}:8448\{path\}$/;
  assert.match(why({ events: [{ ...request, port: 443 }] }, 'wrong place'), told);
  const both = [
    { ...request, port: 443 },
    { ...request, n: 2, port: 8448 },
  ];
  assert.doesNotMatch(why({ events: both }, 'wrong place'), told);
});

const UNTRUSTED = {
  id: 'control/untrusted',
  request: { kind: 'http', method: 'GET', path: '/asked' },
  hosts: [
    {
      label: 'origin',
      listeners: [
        { host: 'origin', port: 443, cert: { kind: 'one', certificate: { names: ['sn.test'] } } },
        {
          host: 'origin',
          port: 8448,
          cert: { kind: 'one', certificate: { names: ['sn.test'], flaw: 'untrusted' } },
        },
      ],
    },
  ],
} as unknown as Case;

const sent = (path: string, port: number, connection = port, authorization: string | null = null): Event => {
  const http = asked(path).find((event) => event.kind === 'http');
  assert.ok(http?.kind === 'http');
  return { ...http, port, connection, authorization };
};

test('only a request of the federation over the connection that showed it says that a certificate was accepted', () => {
  const VERSION = '/_matrix/federation/v1/version';
  const ACCEPTED: readonly Event[] = [
    sent(VERSION, 8448),
    sent('/asked', 8448),
    sent('/else', 8448, 8448, 'X-Matrix origin="a"'),
  ];
  for (const event of ACCEPTED)
    assert.match(acceptedUntrusted(UNTRUSTED, [...greeted(8448), event]) ?? '', /8448 over it/);
  const NOT: readonly (readonly Event[])[] = [
    [...greeted(8448)],
    [...greeted(8448), sent('/', 8448)],
    [...greeted(8448), sent(WELL_KNOWN, 443)],
    [...greeted(8448), ...greeted(443), sent(VERSION, 443)],
    // In clear text nothing is shown.
    [...greeted(8448), connected(8448), sent(VERSION, 8448, 7)],
  ];
  for (const events of NOT) assert.equal(acceptedUntrusted(UNTRUSTED, events), undefined);
});

test('whoever only says where it would go has to say a part of it at least here', () => {
  const of = (
    status: CaseResult['status'],
    can: About['can'],
    targets?: (CaseResult['claim'] & { kind: 'resolved' })['targets'],
  ) =>
    wasReached(
      UNTRUSTED,
      { status, events: [], claim: targets === undefined ? null : { kind: 'resolved', targets } },
      { about: { can } },
    );
  const some = [{ name: 'sn.test', port: 8448 }];
  assert.ok(of('pass', ['claim'], some));
  assert.ok(of('skip', ['claim'], some), 'what it leaves out is skipped wherever it matters');
  for (const status of ['fail', 'error'] as const) assert.ok(!of(status, ['claim'], some), status);
  for (const targets of [undefined, [], [{}]]) assert.ok(!of('skip', ['claim'], targets));
  assert.ok(!of('pass', ['claim', 'connect'], some));
});

test('whoever connects was there only with a request of the federation', () => {
  const about = { can: ['connect'] } as const;
  const of = (...events: readonly Event[]) =>
    wasReached(UNTRUSTED, { status: 'fail', events, claim: null }, { about });
  const VERSION = '/_matrix/federation/v1/version';
  for (const path of [VERSION, '/asked']) assert.ok(of(sent(path, 8448)), path);
  assert.ok(of(sent('/', 8448), sent(VERSION, 8448)));
  for (const path of ['/', WELL_KNOWN]) assert.ok(!of(...greeted(8448), sent(path, 8448)), path);
  assert.ok(!of(sent(VERSION, 443)));
});
