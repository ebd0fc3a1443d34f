import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keysOf } from '../base/index.ts';
import type { Event } from '../evidence/index.ts';
import type { Case, CertificateFlaw, EventPattern } from '../model/index.ts';
import { consultOracle } from '../oracle/index.ts';
import type { FinishedCase } from './finished-case.ts';
import {
  DH,
  delegated,
  delegatedOutcome,
  failedClaim,
  fallback,
  file,
  flawed,
  HOMESERVER,
  handshake,
  inShort,
  judged,
  makeCase,
  makeOutcome,
  question,
  request,
  route,
  SN,
  signed,
  to,
  vhost,
  wellKnown,
} from './testing/test-world.ts';

const right = () => [...wellKnown(delegated), ...request(delegated, 'target:8443')];

test('the world of the tests is one the oracle agrees with', () => {
  const { step, connect, target } = consultOracle(delegated);
  assert.deepEqual([step, connect[0]?.to, target?.host], ['3.3', ['target:8443'], DH]);
});

test('one connection after a delegation is judged by listener, Host and SNI', () => {
  const c = delegated;
  const table: [string, Event[], string][] = [
    ['everything right', right(), 'pass'],
    ['over a second connection as well', [...right(), ...request(c, 'target:8443')], 'pass'],
    [
      'letter case of Host and SNI',
      request(c, 'target:8443', { host: 'FED.sn.Test', sni: 'Fed.SN.test' }),
      'pass',
    ],
    [
      'early questions and connections',
      [question('SRV', `_matrix._tcp.${SN}`), ...handshake(c, 'srv-of-origin:8448', DH), ...right()],
      'pass',
    ],
    ['the well-known file read twice', [...wellKnown(c), ...right()], 'pass'],
    [
      'a HEAD of the well-known file',
      [
        ...request(c, 'origin:443', { method: 'HEAD', host: SN, path: '/.well-known/matrix/server' }),
        ...right(),
      ],
      'pass',
    ],
    [
      "the delegated name's own file read and not used",
      [...request(c, 'fed-on-8448:443', { path: '/.well-known/matrix/server' }), ...right()],
      'pass',
    ],
    ['a decoy', request(c, 'srv-of-origin:8448'), 'fail implied to'],
    ['a decoy besides the right place', [...right(), ...request(c, 'srv-of-origin:8448')], 'fail implied to'],
    [
      'the well-known path on another port',
      [...right(), ...request(c, 'origin:8448', { path: '/.well-known/matrix/server' })],
      'pass page',
    ],
    [
      'the well-known path by POST',
      [...right(), ...request(c, 'origin:443', { method: 'POST', path: '/.well-known/matrix/server' })],
      'pass page',
    ],
    [
      'pages that are for clients and for people',
      [
        ...['client', 'support'].flatMap((name) =>
          request(c, 'origin:443', { path: `/.well-known/matrix/${name}` }),
        ),
        ...['/', '/favicon.ico'].flatMap((path) => request(c, 'fed-on-8448:8448', { path })),
        ...right(),
      ],
      'pass page page page page',
    ],
    [
      'a federation request behind a path of somebody else',
      [...right(), ...request(c, 'origin:8448', { path: '/matrix/_matrix/key/v2/server' })],
      'fail implied to',
    ],
    [
      'any request that is signed',
      [...right(), ...request(c, 'origin:8448', { path: '/else', authorization: 'X-Matrix origin=a' })],
      'fail implied to',
    ],
    [
      'a federation path at the well-known host',
      [...right(), ...request(c, 'origin:443', { host: SN })],
      'fail implied to',
    ],
    ['the server name in Host', request(c, 'target:8443', { host: SN, sni: DH }), 'fail implied host'],
    ['the SRV port in Host', request(c, 'target:8443', { host: `${DH}:8443`, sni: DH }), 'fail implied host'],
    ['no Host', request(c, 'target:8443', { host: null, sni: DH }), 'fail implied host'],
    ['port 443 in Host', request(c, 'target:8443', { host: `${DH}:443`, sni: DH }), 'lenient host'],
    ['the SRV target in SNI', request(c, 'target:8443', { sni: 'hs.sn.test' }), 'fail SHOULD sni'],
    ['no SNI', request(c, 'target:8443', { sni: null }), 'fail SHOULD sni'],
    [
      'a certificate for the SRV target',
      request(c, 'target:8443', { presented: ['hs.sn.test'] }),
      'fail MUST cert',
    ],
    ['a wildcard certificate', request(c, 'target:8443', { presented: ['*.sn.test'] }), 'pass'],
    ['Host and SNI wrong', request(c, 'target:8443', { host: SN, sni: null }), 'fail implied host sni'],
    [
      'two wrong requests of a kind are one reason',
      [...request(c, 'origin:8448'), ...request(c, 'origin:8448')],
      'fail implied to',
    ],
  ];
  for (const [what, events, verdict] of table) {
    assert.equal(inShort(judged(c, delegatedOutcome, events)), verdict, what);
  }
});

test('a failure carries the clause and level of the field that was broken', () => {
  const sni = judged(delegated, delegatedOutcome, request(delegated, 'target:8443', { sni: null }));
  assert.deepEqual([sni.level, sni.clauses], ['SHOULD', ['S33-d']]);
  const both = judged(
    delegated,
    delegatedOutcome,
    request(delegated, 'target:8443', { host: SN, sni: null }),
  );
  assert.deepEqual([both.level, both.clauses], ['implied', ['S33-b', 'S33-d']]);
  const authored = { ...delegated, level: 'SHOULD' } as const;
  assert.equal(judged(authored, delegatedOutcome, request(delegated, 'origin:8448')).level, 'SHOULD');
});

test('what the text leaves open, or only allows, is never a failure', () => {
  const clauses = { ...delegatedOutcome.clauses, to: 'AMB-4', host: 'D-6' };
  const open = { ...delegatedOutcome, clauses, basis: 'AMB-4' };
  assert.equal(inShort(judged(delegated, open, request(delegated, 'origin:8448'))), 'noted to');
  assert.equal(
    inShort(judged(delegated, open, request(delegated, 'target:8443', { host: SN, sni: DH }))),
    'noted host',
  );
  const c: Case = { ...delegated, level: 'record' };
  const recorded = judged(c, delegatedOutcome, request(c, 'origin:8448'));
  assert.equal(recorded.status, 'noted');
  assert.match(recorded.reasons[0]?.text ?? '', /^sent a request to origin:8448 with Host fed\.sn\.test$/);
});

test('a literal: no SNI, the port of Host, other spellings of one address', () => {
  const hosts = { origin: { 8448: { cert: ['20.1.0.1', '2a00:db8:1::1'] } } };
  const server = '[2a00:db8:1::1]';
  const c = makeCase({
    server,
    dns: {},
    hosts,
    expect: { connect: [to('origin:8448', server, '2a00:db8:1::1')] },
  });
  const outcome = makeOutcome(c, '1');
  const table: [string, Event[], string][] = [
    ['right', request(c, 'origin:8448', { host: server, sni: null }), 'pass'],
    ['another spelling', request(c, 'origin:8448', { host: '[2a00:0db8:1:0::1]', sni: null }), 'noted host'],
    ['without brackets', request(c, 'origin:8448', { host: '2a00:db8:1::1', sni: null }), 'noted host'],
    [
      'another address',
      request(c, 'origin:8448', { host: '[2a00:db8:1::2]', sni: null }),
      'fail implied host',
    ],
    [
      'the default port',
      request(c, 'origin:8448', { host: `${server}:8448`, sni: null }),
      'fail implied host',
    ],
    ['SNI', request(c, 'origin:8448', { host: server, sni: '2a00:db8:1::1' }), 'fail SHOULD sni'],
  ];
  for (const [what, events, verdict] of table)
    assert.equal(inShort(judged(c, outcome, events)), verdict, what);
});

test('the set of expected connections: each is needed, any of its listeners will do', () => {
  const either = { ...to('target:8443', DH), to: ['target:8443', 'target:8448'] as const };
  const c: Case = { ...delegated, expect: { ...delegated.expect, connect: [either, to('origin:8448', SN)] } };
  const outcome = makeOutcome(c, '3.3');
  const second = () => request(c, 'origin:8448', { host: SN });
  assert.equal(inShort(judged(c, outcome, [...request(c, 'target:8448'), ...second()])), 'pass');
  assert.equal(inShort(judged(c, outcome, second())), 'fail implied to');
});

test('two names on one listener are told apart by their Host', () => {
  const expect = { ...delegated.expect, connect: [to('target:8443', DH), to('target:8443', SN)] };
  const c: Case = { ...delegated, expect };
  const names = [DH, SN];
  const events = names.flatMap((host) => request(c, 'target:8443', { host, presented: names }));
  assert.equal(inShort(judged(c, makeOutcome(c, '3.3'), events)), 'pass');
});

const REFUSAL = { refuse: true, connect: [] };

function refusal(listener: Parameters<typeof flawed>[1] | 'other-name'): Case {
  const cert = listener === 'other-name' ? ['hs.sn.test'] : flawed([DH], listener);
  return makeCase({
    dns: { [SN]: ['A origin'], [DH]: ['A target'] },
    hosts: {
      origin: { 443: { cert: [SN], routes: [file(`${DH}:8443`)] }, 8448: { cert: [SN] } },
      target: { 8443: { cert } },
    },
    expect: REFUSAL,
  });
}

test('refused is: a ClientHello, and no HTTP request; alerts and handshakes prove nothing', () => {
  const c = refusal('other-name');
  const outcome = consultOracle(c);
  assert.equal(outcome.connect.length, 0);
  const secure: Event = {
    kind: 'secure',
    n: 900,
    at: 1,
    connection: 900,
    host: 'target',
    port: 8443,
    protocol: 'TLSv1.3',
    alpn: null,
    presented: [],
  };
  const table: [string, Event[], Partial<FinishedCase>, string][] = [
    ['broken off', handshake(c, 'target:8443', DH), { answer: failedClaim }, 'pass'],
    [
      'broken off after the handshake',
      [...handshake(c, 'target:8443', DH), secure],
      { answer: failedClaim },
      'pass',
    ],
    ['never tried', wellKnown(c), { answer: failedClaim }, 'skip'],
    ['accepted', request(c, 'target:8443', { host: `${DH}:8443`, sni: DH }), {}, 'fail MUST cert'],
    [
      'accepted, and said to have failed',
      request(c, 'target:8443', { sni: DH }),
      { answer: failedClaim },
      'fail MUST cert claim',
    ],
    ['went back home', request(c, 'origin:8448', { host: SN }), {}, 'fail implied refuse'],
    ['said it reached, and sent nothing', handshake(c, 'target:8443', DH), {}, 'pass claim'],
  ];
  for (const [what, events, more, verdict] of table) {
    assert.equal(inShort(judged(c, outcome, events, more)), verdict, what);
  }
});

test('each flaw of a certificate has its words', () => {
  const table: Readonly<Record<CertificateFlaw | 'other-name', readonly [string, string]>> = {
    'other-name': ['MUST', 'is not valid for fed.sn.test'],
    expired: ['MUST', 'has expired'],
    notYet: ['MUST', 'is not valid yet'],
    missingIntermediate: ['MUST', 'without the intermediate that a known authority signed'],
    untrusted: ['MUST', 'comes from an unknown authority'],
    selfSigned: ['MUST', 'is signed by itself'],
    wrongUsage: ['ext', 'is for clients, not for servers'],
    nameConstrained: ['ext', 'may not sign for fed.sn.test'],
    leafAsAuthority: ['MUST', 'what signed its certificate is no authority'],
    expiredIntermediate: ['MUST', 'the intermediate authority that signed its certificate has expired'],
    namesake: ['MUST', 'an unknown authority that has the name of a known one'],
    noSan: ['ext', 'names nobody'],
    commonNameOnly: ['ext', 'names nobody but in the common name'],
    addressAsName: ['MUST', 'has the address in the place of a name'],
  };
  for (const flaw of keysOf(table)) {
    const [level, words] = table[flaw];
    const c = refusal(flaw);
    const events = request(c, 'target:8443', { host: `${DH}:8443`, sni: DH });
    const verdict = judged(c, consultOracle(c), events);
    assert.equal(inShort(verdict), `fail ${level} cert`, flaw);
    assert.ok(verdict.reasons[0]?.text.includes(words), verdict.reasons[0]?.text);
  }
});

test('clear text is no federation', () => {
  const c = makeCase({
    dns: { [SN]: ['A origin'] },
    hosts: { origin: { 8448: { cert: [SN], fault: 'plain-http' } } },
    expect: REFUSAL,
  });
  const [, , , http] = request(c, 'origin:8448', { host: SN });
  const tcp = handshake(c, 'origin:8448', null).slice(0, 1);
  const outcome = consultOracle(c);
  assert.equal(inShort(judged(c, outcome, tcp, { answer: failedClaim })), 'pass');
  assert.equal(judged(c, outcome, http ? [http] : []).status, 'fail');
});

test('an invalid name never weighs more than a SHOULD, whatever host is contacted', () => {
  const world = (server: string) =>
    makeCase({
      server,
      dns: { [SN]: ['A origin'], [`*.${SN}`]: ['A origin'] },
      hosts: { origin: { 8448: { cert: [SN] } } },
      expect: REFUSAL,
    });
  for (const server of [
    `https://${SN}`,
    `u@${SN}`,
    's%6E.test',
    `[${SN}]`,
    `a_b.${SN}:8448`,
    '\u017fn.test',
  ]) {
    const c = world(server);
    const outcome = consultOracle(c);
    assert.equal(judged(c, outcome, request(c, 'origin:8448', { host: SN })).level, 'SHOULD', server);
    assert.equal(judged(c, outcome, [], { answer: failedClaim }).status, 'pass');
  }
});

test('whoever takes an invalid m.server is told the same, however far it leads', () => {
  const c = makeCase({
    dns: { [SN]: ['A origin'], [DH]: ['A trap'] },
    hosts: {
      origin: { 443: { cert: [SN], routes: [file(`https://${DH}`)] }, 8448: { cert: [SN] } },
      trap: { 443: { cert: [DH] }, 8448: { cert: [DH] } },
    },
    expect: { connect: [to('origin:8448', SN)] },
    case: { clauses: ['S3-h', 'S6-a', 'S6-c'] },
  });
  const outcome = consultOracle(c);
  const says = (host: string, name: string): Partial<FinishedCase> => ({
    about: { can: ['claim'] },
    answer: { kind: 'resolved', targets: [{ address: '20.1.0.1', port: 8448, host, tls_name: name }] },
  });
  const table: [string, Event[], Partial<FinishedCase>][] = [
    ['it goes to the host of the URL', request(c, 'trap:8448'), {}],
    ['it looks for a host called https, and fails', wellKnown(c), { answer: failedClaim }],
    ['it keeps the address, with the other name', request(c, 'origin:8448', { host: DH, sni: SN }), {}],
    ['it breaks off there', handshake(c, 'origin:8448', 'https'), { answer: failedClaim }],
    ['it says so', [], says(SN, DH)],
    ['it says so of Host', [], says('https', SN)],
  ];
  for (const [what, events, more] of table) {
    const { level, clauses } = judged(c, outcome, events, more);
    assert.deepEqual([level, clauses], ['implied', ['S3-h']], what);
  }
  const port = judged(c, outcome, request(c, 'origin:8448', { host: `${SN}:8448`, sni: SN }));
  assert.deepEqual(port.clauses, ['S6-b'], 'what has another cause has its own clause');
});

test('the GET chain follows redirects wherever they lead, and no further', () => {
  const location = 'https://rh.sn.test:444/file?x=1#part';
  const hosts = {
    origin: {
      443: { cert: [SN], routes: [route('/.well-known/matrix/server', 302, '', location)] },
      8448: { cert: [SN] },
    },
    rh: {
      443: { cert: ['rh.sn.test'] },
      444: {
        cert: ['rh.sn.test'],
        routes: [file(`${DH}:8443`, 200, '/file'), route('/file?x=1', 307, '', '/last')],
      },
    },
    target: { 8443: { cert: [DH] } },
  };
  const dns = { [SN]: ['A origin'], 'rh.sn.test': ['A rh'], [DH]: ['A target'] };
  const c = makeCase({ dns, hosts, expect: { connect: [to('target:8443', `${DH}:8443`, DH)] } });
  const hop = { listener: 'rh:444', cert: 'rh.sn.test', path: '/file?x=1' } as const;
  const outcome = makeOutcome(c, '3.2', {
    wellKnown: [{ listener: 'origin:443', cert: SN, path: '/.well-known/matrix/server' }, hop],
    trace: [{ step: '3', clause: 'R-2', kind: 'redirect', status: 302, url: location }],
  });
  const at = (listener: string, path: string) => request(c, listener, { host: 'rh.sn.test:444', path });
  const last = () => request(c, 'target:8443', { host: `${DH}:8443`, sni: DH });
  const table: [string, Event[], string][] = [
    ['followed', [...wellKnown(c), ...at('rh:444', '/file?x=1'), ...last()], 'pass'],
    [
      'and again, to a relative location',
      [...wellKnown(c), ...at('rh:444', '/file?x=1'), ...at('rh:444', '/last'), ...last()],
      'pass',
    ],
    ['a page besides', [...wellKnown(c), ...at('rh:444', '/other'), ...last()], 'pass page'],
    ['without its query', [...wellKnown(c), ...at('rh:444', '/file'), ...last()], 'fail SHOULD file'],
    ['in another folder', [...wellKnown(c), ...at('rh:444', '/a/file?x=1'), ...last()], 'fail SHOULD file'],
    ['on another port', [...wellKnown(c), ...at('rh:443', '/file?x=1'), ...last()], 'fail SHOULD file'],
    [
      'wrongly and rightly',
      [...wellKnown(c), ...at('rh:444', '/file'), ...at('rh:444', '/file?x=1'), ...last()],
      'pass page',
    ],
    [
      'the first file, with a query',
      [...at('origin:443', '/.well-known/matrix/server?x'), ...last()],
      'fail implied file',
    ],
    ['without a redirect that was seen', [...at('rh:444', '/file?x=1'), ...last()], 'pass page'],
  ];
  for (const [what, events, verdict] of table)
    assert.equal(inShort(judged(c, outcome, events)), verdict, what);
  const ignored = judged(c, outcome, [...wellKnown(c), ...request(c, 'origin:8448', { host: SN })]);
  assert.deepEqual([ignored.level, ignored.clauses], ['SHOULD', ['R-1']], 'R-1: following is a SHOULD');
  const wrongHost = judged(c, outcome, request(c, 'target:8443', { host: DH, sni: DH }));
  assert.deepEqual(
    [wrongHost.level, wrongHost.clauses],
    ['MUST', ['S32-c']],
    'whoever got there has followed',
  );
});

test('a page to which only a redirect of the request leads is a remark, whatever headers come with it', () => {
  const version = '/_matrix/federation/v1/version';
  const routes = [route(version, 302, '', '/welcome'), route('/keys', 302, '', '/elsewhere')];
  const c = makeCase({
    dns: { [SN]: ['A origin'] },
    hosts: { origin: { 443: { cert: [SN] }, 8448: { cert: [SN], routes } } },
    expect: { connect: [to('origin:8448', SN)] },
  });
  const outcome = makeOutcome(c, '6');
  const page = (at: string, path: string) =>
    request(c, at, {
      host: SN,
      path,
      authorization: 'X-Matrix origin="me.test"',
      xMatrix: signed(SN, {
        signature: 'invalid',
        problems: [{ kind: 'signature', text: 'is not its own' }],
      }),
    });
  const asked = () => request(c, 'origin:8448', { host: SN });
  const table: [string, Event[], string][] = [
    ['where the redirect leads', [...asked(), ...page('origin:8448', '/welcome')], 'pass page'],
    ['at port 443, as the URL has it', [...asked(), ...page('origin:443', '/welcome')], 'pass page'],
    ['without having been redirected', page('origin:8448', '/welcome'), 'fail MUST signature'],
    ['another page', [...asked(), ...page('origin:8448', '/elsewhere')], 'fail MUST signature'],
    [
      'a page of the federation',
      [...asked(), ...page('origin:8448', '/_matrix/key/v2/server')],
      'fail MUST signature',
    ],
  ];
  for (const [what, events, verdict] of table)
    assert.equal(inShort(judged(c, outcome, events)), verdict, what);
});

test('the GET chain goes on from a redirect of whichever virtual host', () => {
  const path = '/.well-known/matrix/server';
  const there = route(path, 302, '', 'https://www.sn.test/file');
  const c = makeCase({
    dns: { [SN]: ['A origin'], 'www.sn.test': ['A origin'] },
    hosts: {
      origin: {
        443: { cert: [SN, 'www.sn.test'], vhosts: [vhost(SN, { routes: [there] })] },
        8448: { cert: [SN] },
      },
    },
    expect: { connect: [to('origin:8448', SN)] },
  });
  const events = [
    ...wellKnown(c),
    ...request(c, 'origin:443', { host: 'www.sn.test', path: '/file' }),
    ...request(c, 'origin:8448', { host: SN }),
  ];
  assert.equal(inShort(judged(c, makeOutcome(c, '6'), events)), 'pass');
});

test('an endless loop of redirects is walked once', () => {
  const c = makeCase({
    dns: { [SN]: ['A origin'] },
    hosts: {
      origin: {
        443: {
          cert: [SN],
          routes: [
            route('/.well-known/matrix/server', 302, '', '/b'),
            route('/b', 302, '', '/.well-known/matrix/server'),
          ],
        },
        8448: { cert: [SN] },
      },
    },
    expect: { connect: [to('origin:8448', SN)] },
  });
  const loop = Array.from({ length: 50 }, () => [
    ...wellKnown(c),
    ...request(c, 'origin:443', { host: SN, path: '/b' }),
  ]);
  const events = [...loop.flat(), ...request(c, 'origin:8448', { host: SN })];
  assert.equal(inShort(judged(c, makeOutcome(c, '6'), events)), 'pass');
});

test('tolerated readings give their grade and their reason', () => {
  const because = 'the text leaves it open';
  const reading = (grade: 'pass' | 'lenient' | 'noted') =>
    ({ because, grade, connect: [to('srv-of-origin:8448', DH)], refuse: false }) as const;
  const events = () => request(delegated, 'srv-of-origin:8448');
  for (const grade of ['pass', 'lenient', 'noted'] as const) {
    const judgement = judged({ ...delegated, tolerate: [reading(grade)] }, delegatedOutcome, events());
    assert.deepEqual([judgement.status, judgement.reasons[0]?.text], [grade, because]);
  }
  const best = { ...delegated, tolerate: [reading('noted'), reading('lenient')] };
  assert.equal(judged(best, delegatedOutcome, events()).status, 'lenient');
  assert.equal(
    inShort(judged(best, delegatedOutcome, right())),
    'pass',
    'what is expected needs no tolerance',
  );
  const both = [...events(), ...right()];
  assert.equal(judged(best, delegatedOutcome, both).status, 'fail', 'two readings at once are neither');
  const wrongHost = request(delegated, 'srv-of-origin:8448', { host: SN, sni: DH });
  assert.equal(
    judged(best, delegatedOutcome, wrongHost).status,
    'fail',
    'a tolerated place has a Host of its own',
  );
  const refusing: Case = {
    ...delegated,
    tolerate: [{ because, grade: 'lenient', connect: [], refuse: true }],
  };
  assert.equal(
    judged(refusing, delegatedOutcome, wellKnown(delegated), { answer: failedClaim }).status,
    'lenient',
  );
});

test('a condition weighs what its own clause does, or the weakest of the case that is scored', () => {
  const asked = {
    kind: 'http',
    to: 'origin:443',
    method: 'PUT',
    path: '*',
    text: 'http origin:443 PUT',
  } as const;
  const level = (saw: EventPattern, clauses: readonly string[]) => {
    const c: Case = { ...delegated, clauses, expect: { ...delegated.expect, saw: [saw] } };
    const [reason] = judged(c, delegatedOutcome, right()).reasons;
    return `${reason?.clause ?? 'none'} ${reason?.level}`;
  };
  assert.equal(level({ ...asked, clause: 'S3-a' }, ['S6-c', 'T-6']), 'S3-a implied');
  assert.equal(level({ ...asked, clause: 'T-6' }, ['S6-c']), 'T-6 SHOULD');
  assert.equal(level(asked, ['S6-c']), 'none MUST');
  assert.equal(level(asked, ['S6-c', 'S6-a', 'T-6']), 'none SHOULD');
  assert.equal(level(asked, ['S6-c', 'V-6', 'AMB-2', 'D-6']), 'none ext');
});

test('saw, never, atMost, within and answer', () => {
  const srv = {
    kind: 'dns',
    type: 'SRV',
    name: `_matrix-fed._tcp.${DH}`,
    text: `dns SRV _matrix-fed._tcp.${DH}`,
  } as const;
  const file443 = {
    kind: 'http',
    to: 'origin:443',
    method: 'GET',
    path: '*',
    text: 'http origin:443 GET *',
  } as const;
  const asked = question('SRV', `_MATRIX-fed._tcp.${DH}`);
  const at = (expect: Partial<Case['expect']>): Case => ({
    ...delegated,
    clauses: ['S3-d'],
    expect: { ...delegated.expect, ...expect },
  });
  const table: [string, Partial<Case['expect']>, Event[], Partial<FinishedCase>, string][] = [
    ['seen', { saw: [srv] }, [asked, ...right()], {}, 'pass'],
    ['not seen', { saw: [srv] }, right(), {}, 'fail implied saw'],
    ['forbidden and absent', { never: [srv] }, right(), {}, 'pass'],
    ['forbidden and done', { never: [srv] }, [asked, ...right()], {}, 'fail implied never'],
    ['as often as allowed', { atMost: [{ pattern: file443, count: 1 }] }, right(), {}, 'pass'],
    [
      'too often',
      { atMost: [{ pattern: file443, count: 1 }] },
      [...wellKnown(delegated), ...right()],
      {},
      'fail SHOULD atMost',
    ],
    ['in time', { within: 20 }, right(), {}, 'pass'],
    ['too late', { within: 5 }, right(), {}, 'fail SHOULD within'],
    ['reached as expected', { answer: 'reached' }, right(), {}, 'pass'],
    [
      'said to have failed',
      { answer: 'reached' },
      right(),
      { answer: failedClaim },
      'fail implied answer claim',
    ],
    [
      'a homeserver answers before it is done',
      { answer: 'reached' },
      right(),
      { answer: failedClaim, about: { can: ['connect'], answersEarly: true } },
      'pass',
    ],
    ['should have failed', { answer: 'failed' }, right(), {}, 'fail implied answer'],
  ];
  for (const [what, expect, events, more, verdict] of table) {
    assert.equal(inShort(judged(at(expect), delegatedOutcome, events, more)), verdict, what);
  }
});

test('an answer that contradicts the deeds is a finding, and the deed counts', () => {
  const target = (address: string, port: number) =>
    ({ kind: 'resolved', targets: [{ address, port }] }) as const;
  const table: [string, Event[], FinishedCase['answer'], string][] = [
    ['failed, although answered', right(), failedClaim, 'pass claim'],
    [
      'failed after an answer of 500',
      request(delegated, 'target:8443', { status: 500 }),
      failedClaim,
      'pass',
    ],
    ['claims where it went', right(), target('20.1.0.2', 8443), 'pass'],
    ['claims the right address in another spelling', right(), target('2A00:db8:1:0::2', 8443), 'pass'],
    ['claims another place', right(), target('20.1.0.3', 8448), 'pass claim'],
    ['claims a name without a place', right(), { kind: 'resolved', targets: [{ host: DH }] }, 'pass'],
    [
      'a true claim does not mend the deed',
      request(delegated, 'srv-of-origin:8448'),
      target('20.1.0.2', 8443),
      'fail implied to claim',
    ],
    ['no answer at all', right(), null, 'pass claim'],
  ];
  for (const [what, events, answer, verdict] of table) {
    assert.equal(inShort(judged(delegated, delegatedOutcome, events, { answer })), verdict, what);
  }
});

test('whether a request was answered by a homeserver depends on its Host', () => {
  const about = (own: false | undefined, name: string) =>
    makeCase({
      dns: { [SN]: ['A origin'] },
      hosts: {
        origin: {
          8448: {
            cert: [SN],
            ...(own === false ? { homeserver: own } : {}),
            vhosts: [vhost(name, own === false ? { homeserver: HOMESERVER } : {})],
          },
        },
      },
      expect: { connect: [to('origin:8448', SN)] },
    });
  const verdict = (c: Case) => {
    const events = request(c, 'origin:8448', { host: SN, sni: SN, status: 200 });
    return inShort(judged(c, makeOutcome(c, '6'), events, { answer: failedClaim }));
  };
  assert.equal(verdict(about(false, SN)), 'pass claim', 'the homeserver is the site of the name');
  assert.equal(verdict(about(false, DH)), 'pass', 'the homeserver is another site');
  assert.equal(verdict(about(undefined, DH)), 'pass claim', 'the homeserver is the default site');
  assert.equal(verdict(about(undefined, SN)), 'pass', 'the site of the name is no homeserver');
});

test('shims and skips are never held against the implementation', () => {
  const error = {
    kind: 'error',
    code: 'child-died',
    message: 'the child ended after 1532 ms at 20.1.0.2',
  } as const;
  const broken = judged(delegated, delegatedOutcome, request(delegated, 'origin:8448'), { answer: error });
  assert.deepEqual(
    [broken.status, broken.reasons[0]?.text],
    ['error', 'the child ended after some time at {ipv4 target} (child-died)'],
  );
  const skip = { kind: 'skip', why: 'its parser refuses the name' } as const;
  assert.equal(judged(delegated, delegatedOutcome, wellKnown(delegated), { answer: skip }).status, 'skip');
  const deed = request(delegated, 'origin:8448');
  assert.equal(
    judged(delegated, delegatedOutcome, deed, { answer: skip }).status,
    'fail',
    'a deed is a deed',
  );
});

test('silence: timed out, undecided in a case about stalls, or judged by the patient', () => {
  const stalled = makeCase({
    dns: { [SN]: ['A origin'] },
    hosts: { origin: { 443: { cert: [SN], fault: 'stall-tls' }, 8448: { cert: [SN] } } },
    expect: { connect: [to('origin:8448', SN)] },
  });
  const early = { can: ['connect'], answersEarly: true };
  const table: [string, Case, Partial<FinishedCase>, string][] = [
    ['no answer', fallback, { answer: null, ended: 'budget' }, 'fail implied to'],
    ['failed', fallback, { answer: failedClaim }, 'fail implied to'],
    ['reached, it says', fallback, { ended: 'budget' }, 'fail implied to claim'],
    [
      'a homeserver gave up',
      fallback,
      { answer: failedClaim, ended: 'budget', about: early },
      'fail implied to',
    ],
    ['stalled, no answer', stalled, { answer: null, ended: 'budget' }, 'noted'],
    [
      'stalled, no answer, with patience',
      stalled,
      { answer: null, ended: 'budget', patient: true },
      'fail implied to',
    ],
    ['stalled, and a process gave up', stalled, { answer: failedClaim }, 'fail implied to'],
    [
      'stalled, and a homeserver may go on behind its answer',
      stalled,
      { answer: failedClaim, ended: 'budget', about: early },
      'noted',
    ],
  ];
  for (const [what, c, more, verdict] of table)
    assert.equal(inShort(judged(c, makeOutcome(c, '6'), [], more)), verdict, what);
  const [reason] = judged(stalled, makeOutcome(stalled, '6'), [], { answer: null, ended: 'budget' }).reasons;
  assert.equal(reason?.text, 'undecided after 10 s');
  const text = (more: Partial<FinishedCase>) =>
    judged(fallback, makeOutcome(fallback, '6'), [], { ended: 'budget', ...more }).reasons[0]?.text;
  const missing = 'and no federation request came to origin:8448';
  assert.equal(text({ answer: null, budgetMs: 8_000 }), `timed out: no answer within 8 s, ${missing}`);
  assert.equal(text({ answer: null, budgetMs: 12_500 }), `timed out: no answer within 12.5 s, ${missing}`);
  assert.equal(
    text({ answer: failedClaim, about: early }),
    `timed out: nothing more within 10 s, ${missing}`,
    'a homeserver has answered',
  );
  const refusing = makeCase({ dns: {}, hosts: {}, expect: REFUSAL });
  const mute = judged(refusing, makeOutcome(refusing, '6'), [], { answer: null, ended: 'budget' });
  assert.equal(inShort(mute), 'fail SHOULD answer', 'no clause names a time');
  assert.equal(mute.reasons[0]?.text, 'timed out: no answer within 10 s, and no request');
});

test('reasons never carry an address or a time, and come in one order', () => {
  const c = makeCase({
    server: '20.1.0.1',
    dns: {},
    hosts: {
      origin: { 443: { cert: ['20.1.0.1'] }, 8448: { cert: ['20.1.0.1'] } },
      other: { 8448: { cert: ['20.1.0.2'] } },
    },
    expect: { connect: [to('origin:8448', '20.1.0.1')] },
  });
  const first = request(c, 'origin:443', { host: '20.1.0.1', sni: null, at: 5 });
  const second = request(c, 'other:8448', { host: '20.1.0.2', sni: null, at: 7 });
  const third = request(c, 'origin:8448', { host: '20.1.0.1:8448', sni: '20.1.0.1', at: 9 });
  const one = judged(c, makeOutcome(c, '1'), [...first, ...second, ...third]);
  const two = judged(c, makeOutcome(c, '1'), [...third, ...second, ...first]);
  assert.deepEqual(one.reasons, two.reasons);
  assert.equal(one.reasons.length, 4);
  for (const { text } of one.reasons) assert.doesNotMatch(text, /\d+\.\d+\.\d+|\d+ ms/);
});

test('TLS broken off at the right place breaks the clause about the name that was sent, where it was a wrong one', () => {
  const table: [string | null, string][] = [
    ['hs.sn.test', 'fail MUST cert'],
    [null, 'fail MUST cert'],
    [DH, 'fail implied to'],
  ];
  for (const [sni, verdict] of table) {
    const events = [...wellKnown(delegated), ...handshake(delegated, 'target:8443', sni)];
    assert.equal(inShort(judged(delegated, delegatedOutcome, events, { answer: failedClaim })), verdict);
  }
  const bySni = {
    kind: 'sni',
    default: { names: ['default.test'] },
    byName: { [SN]: { names: [SN] } },
  } as const;
  const c = makeCase({
    dns: { [SN]: ['A origin'] },
    hosts: { origin: { 8448: { cert: bySni } } },
    expect: { connect: [to('origin:8448', SN)] },
  });
  const outcome = { ...makeOutcome(c, '6'), clauses: { to: 'S6-a', host: 'S6-b', cert: 'S6-c', sni: 'T-6' } };
  const events = handshake(c, 'origin:8448', null);
  const judgement = judged(c, outcome, events, { answer: failedClaim });
  assert.deepEqual([inShort(judgement), judgement.clauses], ['fail SHOULD sni', ['T-6']]);
});

test('the answer is no second failure where the deed has broken the refusal already', () => {
  const base = refusal('untrusted');
  const c: Case = { ...base, expect: { ...base.expect, answer: 'failed' } };
  const accepted = request(c, 'target:8443', { host: `${DH}:8443`, sni: DH });
  assert.equal(inShort(judged(c, consultOracle(c), accepted)), 'fail MUST cert');
  const lied = judged(c, consultOracle(c), handshake(c, 'target:8443', DH));
  assert.equal(lied.status, 'fail', 'saying that it reached, where nothing can be reached, is one');
});
