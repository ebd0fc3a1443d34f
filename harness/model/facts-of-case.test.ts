import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Host, HttpAnswer, Listener, Route } from './case.ts';
import type { Contact, Endpoint, GetRequest, NameAnswer } from './facts.ts';
import { factsOfCase } from './facts-of-case.ts';
import type { Fault } from './faults.ts';
import type { RecordType } from './record-types.ts';
import { addressRecord, sampleZone } from './testing/sample-zone.ts';

const FAULTY: readonly [port: number, fault: Fault][] = [
  [1, 'blackhole'],
  [2, 'unreachable'],
  [3, 'reset'],
  [4, 'plain-http'],
];

const answering = (...bodies: readonly [string, ...string[]]): Route['answers'] => {
  const [first, ...others] = bodies.map(
    (text): HttpAnswer => ({ status: 200, headers: {}, body: new TextEncoder().encode(text) }),
  );
  assert.ok(first);
  return [first, ...others];
};

const WEB: Listener = {
  host: 'a',
  port: 443,
  cert: { kind: 'sni', default: { names: ['a.test'] }, byName: { 'b.test': { names: ['b.test'] } } },
  tls: { minVersion: 'TLSv1.3' },
  routes: [
    { path: '/x', answers: answering('x') },
    { path: '/x?q=1', answers: answering('with query') },
    { path: '/turns', answers: answering('first', 'second', 'last') },
  ],
  vhosts: [{ name: 'b.test', text: 'b', routes: [{ path: '/x', answers: answering('of b') }] }],
};

const HOST: Host = {
  label: 'a',
  ipv4: '20.1.0.1',
  ipv6: '2a00:db8:1::1',
  listeners: [
    WEB,
    { host: 'a', port: 80, routes: [] },
    ...FAULTY.map(([port, fault]): Listener => ({ host: 'a', port, fault, routes: [] })),
  ],
};

const facts = factsOfCase({
  hosts: [HOST],
  zone: sampleZone({
    'a.test': { A: [{ records: [addressRecord('20.1.0.1')] }] },
    'alias.test': { CNAME: [{ records: [{ type: 'CNAME', target: 'a.test' }] }] },
    'late.test': { A: [{ drop: true }, { records: [addressRecord('20.1.0.1')], truncate: true, ttl: 0 }] },
    'silent.test': { A: [{ drop: true }] },
    'failing.test': { A: [{ rcode: 'SERVFAIL' }], AAAA: [{ rcode: 'NXDOMAIN' }] },
  }),
});

const NAMES: readonly [name: string, type: RecordType, answer: Partial<NameAnswer>][] = [
  ['a.test', 'A', { kind: 'records', records: [addressRecord('20.1.0.1')], varies: false, truncated: false }],
  ['a.test', 'AAAA', { kind: 'none', why: 'NODATA' }],
  ['b.test', 'A', { kind: 'none', why: 'NXDOMAIN' }],
  ['alias.test', 'A', { kind: 'records', records: [{ type: 'CNAME', target: 'a.test' }] }],
  ['late.test', 'A', { kind: 'records', varies: true, truncated: true, ttl: 0 }],
  ['silent.test', 'A', { kind: 'failed', why: 'silence' }],
  ['failing.test', 'A', { kind: 'failed', why: 'SERVFAIL' }],
  ['failing.test', 'AAAA', { kind: 'none', why: 'NXDOMAIN' }],
];

for (const [name, type, answer] of NAMES) {
  test(`a question for ${type} of ${name}`, () => {
    assert.deepEqual({ ...facts.lookUp(name, type), ...answer }, facts.lookUp(name, type));
  });
}

const to = (port: number, sni: string | null = null, address = '20.1.0.1'): Endpoint => ({
  scheme: 'https',
  address,
  port,
  sni,
});

const CONTACTS: readonly [endpoint: Endpoint, contact: Contact][] = [
  [to(443, null, '20.9.9.9'), { kind: 'nobody' }],
  [to(9), { kind: 'refused', at: 'a:9' }],
  [to(1), { kind: 'silent', at: 'a:1' }],
  [to(2), { kind: 'unreachable', at: 'a:2' }],
  [to(3), { kind: 'fault', at: 'a:3', fault: 'reset' }],
  [to(4), { kind: 'fault', at: 'a:4', fault: 'plain-http' }],
  [to(80), { kind: 'fault', at: 'a:80', fault: 'clear text' }],
  [
    to(443, 'B.test', '2A00:DB8:1:0::1'),
    { kind: 'certificate', at: 'a:443', certificate: { names: ['b.test'] }, limited: true },
  ],
  [to(443), { kind: 'certificate', at: 'a:443', certificate: { names: ['a.test'] }, limited: true }],
];

for (const [endpoint, contact] of CONTACTS) {
  test(`a connection to ${endpoint.address} port ${endpoint.port}, SNI ${endpoint.sni}`, () => {
    assert.deepEqual(facts.connect(endpoint), contact);
  });
}

const get = (path: string, host = 'a.test', before: readonly GetRequest[] = []): GetRequest => ({
  method: 'GET',
  endpoint: to(443),
  host,
  path,
  headers: {},
  before,
});

const told = (request: GetRequest): string => {
  const { answer, varies } = facts.get(request);
  return `${answer.status} ${Buffer.from(answer.body)}${varies ? ' (varies)' : ''}`;
};

const ANSWERS: readonly [request: GetRequest, answer: string][] = [
  [get('/x'), '200 x'],
  [get('/x?q=1'), '200 with query'],
  [get('/x?q=2'), '200 x'],
  [get('/nothing'), '404 '],
  [get('/x', 'B.test:443'), '200 of b'],
  [get('/turns', 'b.test'), '404 '],
  [get('/turns'), '200 first (varies)'],
  // What came before counts where the same route answered it, whatever the query and the name.
  [get('/turns', 'a.test', [get('/turns?1', 'c.test'), get('/x')]), '200 second (varies)'],
  [get('/turns', 'a.test', [get('/turns', 'b.test')]), '200 first (varies)'],
  [
    get(
      '/turns',
      'a.test',
      Array.from({ length: 9 }, () => get('/turns')),
    ),
    '200 last (varies)',
  ],
];

for (const [request, answer] of ANSWERS) {
  test(`GET ${request.path} of ${request.host} after ${request.before.length} others: ${answer}`, () => {
    assert.equal(told(request), answer);
  });
}
