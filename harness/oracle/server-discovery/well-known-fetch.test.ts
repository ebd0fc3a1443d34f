import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keysOf } from '../../base/index.ts';
import { FAULTS, type HttpAnswer } from '../../model/index.ts';
import {
  delegatesTo,
  file,
  inOneLine,
  type ListenerSketch,
  type Sketch,
  serving,
  sketch,
} from '../testing/worlds.ts';
import { consultOracle } from './oracle.ts';

const TO = delegatesTo('{fed}:8449');
const both = ['@', 'fed'];

const TAKEN = '3.2 fed:8449 as fed:8449/fed/fed';
const MISSED = '6 a:8448 as @';

/** `a` serves the file, `rh` is where redirects lead, `fed` is where the delegation leads, `trap` nobody's business. */
function world(web: Partial<ListenerSketch> | undefined, more: Partial<Sketch> = {}): Sketch {
  return {
    dns: { '@': { A: 'a' }, fed: { A: 'fed' }, rh: { A: 'rh' }, ...more.dns },
    hosts: {
      a: { ...(web && { 443: web }), 8448: { cert: both } },
      fed: { 8449: { cert: both } },
      rh: {
        443: { cert: 'rh', routes: { '/x': TO, '/?q=1': TO, '/to': { status: 302, location: '/x' } } },
        8443: { cert: 'rh', routes: { '/x': TO } },
      },
      ...more.hosts,
    },
  };
}

const FILE = '{"m.server":"fed.sn.family.test:8449"}';
const raw = (text: string) => serving({ raw: Buffer.from(text, 'latin1'), status: 0 });

const to = (location: string | undefined, status = 302): Partial<HttpAnswer> =>
  location === undefined ? { status } : { status, location };

/** A chain of that many redirects before the file. */
function chain(length: number): Partial<ListenerSketch> {
  const steps = Array.from({ length }, (_, i): [string, Partial<HttpAnswer>] => [
    `/${i + 1}`,
    i + 1 === length ? TO : to(`https://{@}/${i + 2}`),
  ]);
  return serving(to('https://{@}/1'), Object.fromEntries(steps));
}

const large = (bytes: number) => ({
  body: Buffer.from(`{"m.server":"fed.sn.family.test:8449"}`.padEnd(bytes)),
});

const ROWS: [title: string, web: Partial<ListenerSketch> | undefined, outcome: string][] = [
  ['a file', serving(TO), `${TAKEN} [S32-b]`],
  ['closed', undefined, `${MISSED} [S6-a]`],
  ...keysOf(FAULTS).map((fault): [string, Partial<ListenerSketch>, string] => [
    fault,
    { ...serving(TO), fault },
    `${MISSED} [S6-a]`,
  ]),
  ['clear text', { ...serving(TO), cert: 'none' }, `${MISSED} [S6-a]`],
  ['wrong certificate', { ...serving(TO), cert: 'fed' }, `${MISSED} [S3-c]`],
  ['wrong certificate, no file', { ...serving({ status: 404 }), cert: 'fed' }, `${MISSED} [S6-a]`],
  ['untrusted', { ...serving(TO), cert: { names: ['@'], flaw: 'untrusted' } }, `${MISSED} [S3-c]`],
  ['no route', { cert: '@' }, `${MISSED} [S6-a]`],
  ['404 with a body', serving({ ...TO, status: 404 }), `${MISSED} [S6-a]`],
  ['410', serving({ ...TO, status: 410 }), `${MISSED} [S6-a] ?AMB-31`],
  ['201', serving({ ...TO, status: 201 }), `${MISSED} [S6-a]`],
  ['no JSON', serving(file('<html>')), `${MISSED} [S6-a]`],
  ['no server name', serving(delegatesTo('https://x')), `${MISSED} [S6-a]`],
  ['text/plain', serving({ ...TO, headers: { 'content-type': 'text/plain' } }), `${TAKEN} [S3-i]`],
  ['no type', serving({ ...TO, headers: {} }), `${TAKEN} [S3-i]`],
  ['closes in the body', serving({ ...TO, close: true }), `${MISSED} [S6-a]`],
  ['closes behind the JSON', serving({ ...TO, ...large(1024), close: true }), `${MISSED} [S6-a] ?S3-p`],
  ['closes, and has no body', serving({ status: 404, close: true }), `${MISSED} [S6-a]`],
  ['as it should be, octet by octet', raw(`HTTP/1.1 200 OK\r\n\r\n${FILE}`), `${TAKEN} [S3-i]`],
  ['an interim answer', raw(`HTTP/1.1 103 \r\n\r\nHTTP/1.1 200 OK\r\n\r\n${FILE}`), `${TAKEN} [S3-i]`],
  ['no HTTP', raw('SSH-2.0-x\r\n'), `${MISSED} [S6-a]`],
  ['line feeds alone', raw(`HTTP/1.1 200 OK\n\n${FILE}`), `${TAKEN} [S3-i] ?S3-p`],
  ['a second answer', serving([TO, { status: 404 }]), `${TAKEN} [S32-b]`],
  // AMB-8
  ['5 KiB', serving({ ...TO, ...large(5 * 1024) }), `${TAKEN} [S3-u]`],
  ['50 KiB', serving({ ...TO, ...large(50 * 1024) }), `${TAKEN} [S3-u] ?AMB-8`],
  ['2 MiB', serving({ ...TO, ...large(2 * 1024 * 1024) }), `${MISSED} [S6-a] ?AMB-8`],
  ['endless', serving({ ...TO, endless: true }), `${MISSED} [S6-a] ?AMB-8`],
  ['four seconds', serving({ ...TO, delay: 4000 }), `${TAKEN} [S3-u]`],
  ['seven seconds', serving({ ...TO, delay: 7000 }), `${TAKEN} [S3-u] ?AMB-8`],
  ['a minute', serving({ ...TO, delay: 60_000 }), `${MISSED} [S6-a] ?AMB-8`],
  ['an hour', serving({ ...TO, delay: 3_600_000 }), `${MISSED} [S6-a]`],
  [
    'four seconds, and a redirect of two',
    serving({ location: 'https://{@}/x', status: 302, delay: 2000 }, { '/x': { ...TO, delay: 4000 } }),
    `${TAKEN} [S3-u] ?AMB-8`,
  ],
  ['drop by drop', serving({ ...TO, drip: { bytes: 1, everyMs: 2000 } }), `${MISSED} [S6-a] ?AMB-8`],
  ['gzip', serving({ ...TO, gzip: true }), `${TAKEN} [S32-b] ?S3-p`],
  // Redirects
  ...[301, 302, 303, 307, 308].map((status): (typeof ROWS)[number] => [
    `${status}`,
    serving(to('https://{@}/x', status), { '/x': TO }),
    `${TAKEN} [R-1]`,
  ]),
  ...[300, 304, 305, 399].map((status): (typeof ROWS)[number] => [
    `${status}`,
    serving(to('https://{@}/x', status), { '/x': TO }),
    `${MISSED} [S6-a] ?AMB-32`,
  ]),
  ['300 without Location', serving(to(undefined, 300)), `${MISSED} [S6-a]`],
  ['relative', serving(to('/x'), { '/x': TO }), `${TAKEN} [R-3]`],
  ['relative to the folder', serving(to('x'), { '/.well-known/matrix/x': TO }), `${TAKEN} [R-3]`],
  ['dots', serving(to('../x'), { '/.well-known/x': TO }), `${TAKEN} [R-3]`],
  ['scheme-relative', serving(to('//{rh}/x')), `${TAKEN} [R-3]`],
  ['fragment', serving(to('https://{@}/x#y'), { '/x': TO }), `${TAKEN} [R-3]`],
  ['another host', serving(to('https://{rh}/x')), `${TAKEN} [R-2]`],
  ['another host with a query', serving(to('https://{rh}?q=1')), `${TAKEN} [R-2]`],
  ['another host and on', serving(to('https://{rh}/to')), `${TAKEN} [R-2]`],
  ['no Location', serving(to(undefined)), `${MISSED} [S6-a]`],
  ['empty Location', serving(to('')), `${MISSED} [R-4]`],
  ['no URL', serving(to('https://[')), `${MISSED} [S6-a]`],
  ['ftp', serving(to('ftp://{rh}/x')), `${MISSED} [S6-a]`],
  ['http', serving(to('http://{rh}/x')), `${MISSED} [S6-a] ?AMB-6`],
  ['another port', serving(to('https://{rh}:8443/x')), `${TAKEN} [R-2] ?AMB-6`],
  ['an address', serving(to('https://{ipv4 rh}/x')), `${MISSED} [R-5] ?AMB-6`],
  ['to 404', serving(to('https://{rh}/nothing')), `${MISSED} [S6-a]`],
  ['to nowhere', serving(to('https://{gone}/x')), `${MISSED} [S6-a]`],
  ['to a closed port', serving(to('https://{fed}/x')), `${MISSED} [S6-a]`],
  ['to itself', serving(to('/.well-known/matrix/server')), `${MISSED} [R-4]`],
  ['round and round', serving(to('/a'), { '/a': to('/b'), '/b': to('/a') }), `${MISSED} [R-4]`],
  ['once to itself', serving([to('https://{@}/.well-known/matrix/server'), TO]), `${TAKEN} [R-1]`],
  ['three hops', chain(3), `${TAKEN} [R-1]`],
  ['four hops', chain(4), `${TAKEN} [R-1] ?AMB-7`],
  ['twenty-five hops', chain(25), `${MISSED} [S6-a] ?AMB-7`],
  ['fifty-one hops', chain(51), `${MISSED} [R-4]`],
];

test('the well-known file is taken, or missed for a reason', () => {
  for (const [title, web, expected] of ROWS) {
    assert.equal(inOneLine(consultOracle(sketch(world(web)))), expected, title);
  }
});

const elsewhere = delegatesTo('{trap}:8449');
const FILE_AT = '/.well-known/matrix/server';
/** A web server whose default site answers this, and its virtual hosts that. */
const sites = (
  own: Partial<HttpAnswer>,
  others: Readonly<Record<string, Partial<HttpAnswer>>>,
): Partial<ListenerSketch> => ({
  ...serving(own),
  cert: ['@', 'www'],
  vhosts: Object.fromEntries(
    Object.entries(others).map(([name, answer]) => [name, { routes: { [FILE_AT]: answer } }]),
  ),
});

const SITES: typeof ROWS = [
  ['the site of the name', sites(elsewhere, { '@': TO, fed: elsewhere }), `${TAKEN} [S32-b]`],
  ['no site of the name', sites({ status: 404 }, { fed: TO, www: TO }), `${MISSED} [S6-a]`],
  ['the default site', sites(TO, { fed: elsewhere }), `${TAKEN} [S32-b]`],
  ['a site without the file', { ...serving(TO), vhosts: { '@': {} } }, `${MISSED} [S6-a]`],
  ['AMB-15: a site for port 443', sites(TO, { '@:443': elsewhere }), `${TAKEN} [S32-b] ?AMB-15`],
  ['a site for another port', sites(TO, { '@:8448': elsewhere }), `${TAKEN} [S32-b]`],
  [
    'from one site to another',
    sites(elsewhere, { '@': to(`https://{www}${FILE_AT}`), '{www}': TO }),
    `${TAKEN} [R-2]`,
  ],
  [
    'from one site to another and back',
    sites(elsewhere, { '@': to(`https://{www}${FILE_AT}`), '{www}': to(`https://{@}${FILE_AT}`) }),
    `${MISSED} [R-4]`,
  ],
];

test('a file is that of the site which the Host of the URL selects', () => {
  const www = { dns: { www: { A: 'a' } } };
  for (const [title, web, expected] of SITES) {
    assert.equal(inOneLine(consultOracle(sketch(world(web, www)))), expected, title);
  }
});

test('after a redirect to a port, Host has the port', () => {
  const rh = (key: string) => {
    const listener = { cert: 'rh', vhosts: { [key]: { routes: { '/x': TO } } } };
    const hosts = { rh: { 8443: listener } };
    return inOneLine(consultOracle(sketch(world(serving(to('https://{rh}:8443/x')), { hosts }))));
  };
  assert.equal(rh('{rh}:8443'), `${TAKEN} [R-2] ?AMB-6`);
  assert.equal(rh('{rh}'), `${TAKEN} [R-2] ?AMB-6`);
  assert.equal(rh('{rh}:443'), `${MISSED} [S6-a] ?AMB-6`);
});

test('the reason is in the trace', () => {
  const clauseOf = (web: Partial<ListenerSketch> | undefined, more?: Partial<Sketch>) =>
    consultOracle(sketch(world(web, more)))
      .trace.filter(({ step }) => step === '3')
      .at(-1)?.clause;
  assert.equal(clauseOf(undefined), 'S3-l');
  assert.equal(clauseOf(serving(TO), { dns: { '@': { AAAA: '2a00:db8:f::1' } } }), 'S3-l');
  assert.equal(clauseOf(serving(TO), { dns: { '@': {} } }), 'S3-m');
  assert.equal(clauseOf(serving(TO), { dns: { '@': { A: { rcode: 'SERVFAIL' } } } }), 'S3-m');
  assert.equal(clauseOf(serving(TO), { dns: { '@': { A: { drop: true } } } }), 'S3-m');
  assert.equal(clauseOf({ ...serving(TO), cert: 'fed' }), 'S3-c');
  assert.equal(clauseOf(serving({ status: 404 })), 'S3-d');
  assert.equal(clauseOf(serving({ status: 204 })), 'S3-e');
  assert.equal(clauseOf(serving(file(''))), 'S3-g');
  assert.equal(clauseOf(serving(file('{}'))), 'S3-h');
  assert.equal(clauseOf(serving(to('https://{rh}/nothing'))), 'R-7');
  assert.equal(clauseOf(serving(to(undefined))), 'R-8');
  assert.equal(clauseOf(serving(to('/.well-known/matrix/server'))), 'R-4');
});

test('the chain of requests ends where a certificate is not valid', () => {
  const hops = (web: Partial<ListenerSketch>) =>
    consultOracle(sketch(world(web))).wellKnown.map(({ listener, path }) => `${listener}${path}`);
  const first = 'a:443/.well-known/matrix/server';
  assert.deepEqual(hops(serving(to('https://{rh}/to'))), [first, 'rh:443/to', 'rh:443/x']);
  assert.deepEqual(hops(serving(to('https://{ipv4 rh}/x'))), [first]);
  assert.deepEqual(hops({ ...serving(TO), cert: 'fed' }), []);
  assert.deepEqual(hops(serving(to('/.well-known/matrix/server'))), [first]);
});

test('a file behind several addresses', () => {
  const at = (dns: Sketch['dns'], b: Partial<ListenerSketch>) =>
    consultOracle(sketch(world(serving(TO), { dns: dns ?? {}, hosts: { b: { 443: b } } })));
  const two = { '@': { A: ['a', 'b'] } };
  assert.equal(inOneLine(at(two, serving(TO))), `${TAKEN} [S32-b]`);
  assert.deepEqual(at(two, serving(TO)).wellKnown[0]?.or, ['b:443']);
  assert.equal(inOneLine(at(two, { fault: 'blackhole' })), `${TAKEN} [N-3]`);
  assert.equal(inOneLine(at(two, { fault: 'reset' })), `${TAKEN} [S32-b] ?AMB-13`);
  assert.equal(inOneLine(at(two, { cert: 'fed' })), `${TAKEN} [S32-b] ?AMB-13`);
  assert.equal(inOneLine(at(two, serving({ status: 404 }))), `${TAKEN} [S32-b] ?AMB-13`);
});
