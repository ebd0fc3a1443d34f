import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { connect } from 'node:tls';
import { openWorld } from '../open-world.ts';
import { authorityBundle } from '../pki/index.ts';
import { fetchOnce } from '../testing/fetch.ts';
import { a, certFor, json, listener, route, sampleCase, zone } from '../testing/sample-case.ts';
import type { OpenCase, World } from '../world.ts';

const NAME = 'one.answers.test';
const IPV4 = '20.1.2.1';
const exact = Buffer.from([0xef, 0xbb, 0xbf, 0x7b, 0x00, 0xff, 0x7d]);

let world: World;
let open: OpenCase;
let ca: Buffer;
before(async () => {
  world = await openWorld();
  ca = await readFile(await authorityBundle());
  open = await world.open(
    sampleCase('answers/one', {
      zone: zone({ [NAME]: a(IPV4) }),
      hosts: [
        {
          label: 'origin',
          ipv4: IPV4,
          ipv6: '2a00:db8:1::201',
          listeners: [
            listener('origin', 443, {
              cert: certFor(NAME),
              routes: [
                route('/file', json({ 'm.server': 'fed.test' })),
                route('/exact', { body: exact, headers: { 'X-Two': ['1', '2'], 'content-length': '7' } }),
                route('/moved', { status: 302, location: '/file', headers: { Expires: '{httpdate +60}' } }),
                route('/turns', { status: 503 }, { status: 200 }),
                route('/nothing', { status: 204 }),
                route('/broken', { headers: { 'X-Bad': 'line\nbreak' } }),
              ],
            }),
            listener('origin', 8448, {
              cert: certFor(NAME),
              homeserver: { keysFor: NAME, badSignature: false },
              routes: [route('/_matrix/federation/v1/version', { status: 418 })],
            }),
            listener('origin', 8449, {
              cert: certFor(NAME),
              homeserver: { keysFor: NAME, badSignature: false, status: 502 },
            }),
            listener('origin', 8450, {
              cert: certFor(NAME),
              homeserver: { keysFor: NAME, badSignature: false },
            }),
          ],
        },
      ],
    }),
  );
});
after(() => world[Symbol.asyncDispose]());

const get = (path: string, port = 443, method = 'GET') =>
  fetchOnce(`https://${NAME}:${port}${path}`, { ca, method });

test('bodies and headers are sent as they were written', async () => {
  const socket = connect({ host: IPV4, port: 443, servername: NAME, ca });
  await once(socket, 'secureConnect');
  socket.write('GET /exact HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks);
  assert.deepEqual(text.subarray(-7), exact);
  const head = text.subarray(0, -7).toString();
  assert.match(head, /^HTTP\/1\.1 200 OK\r\nX-Two: 1\r\nX-Two: 2\r\ncontent-length: 7\r\nDate: /);
  assert.doesNotMatch(head, /content-type|etag|x-powered-by/i);
});

test('redirects, dates, turns and empty answers', async () => {
  const moved = await get('/moved');
  assert.deepEqual([moved.status, moved.headers.location], [302, '/file']);
  assert.ok(Date.parse(moved.headers.expires ?? '') > Date.parse(moved.headers.date ?? ''));
  assert.deepEqual([(await get('/turns')).status, (await get('/turns')).status], [503, 200]);
  assert.equal((await get('/nothing')).headers['content-length'], undefined);
  assert.deepEqual(await get('/file', 443, 'HEAD').then(({ status, body }) => [status, body]), [200, '']);
});

test('what is not declared is a plain 404', async () => {
  const { status, body, headers } = await get('/_matrix/federation/v1/version');
  assert.deepEqual([status, headers['content-type']], [404, 'text/plain; charset=utf-8']);
  assert.throws(() => JSON.parse(body));
});

test('requests without Host, and with a path that cannot be decoded, are recorded too', async () => {
  const ask = async (text: string): Promise<string> => {
    const socket = connect({ host: IPV4, port: 8450, servername: NAME, ca });
    await once(socket, 'secureConnect');
    socket.write(text);
    let answer = '';
    for await (const chunk of socket) answer += chunk;
    return answer.slice(0, 12);
  };
  assert.equal(
    await ask('GET /_matrix/federation/v1/version HTTP/1.1\r\nConnection: close\r\n\r\n'),
    'HTTP/1.1 200',
  );
  assert.equal(
    await ask('GET /_matrix/key/v2/server/%zz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'),
    'HTTP/1.1 400',
  );
  assert.equal(await ask('\0\0\0 nonsense\r\n\r\n'), 'HTTP/1.1 400');
  await open.flush();
  const last = open.events.filter((event) => event.kind === 'http').slice(-2);
  assert.deepEqual(
    last.map(({ hostHeader, status }) => [hostHeader, status]),
    [
      [null, 200],
      ['a', 400],
    ],
  );
});

test('the homeserver preset', async () => {
  const table: readonly [method: string, path: string, status: number, body: RegExp][] = [
    ['GET', '/_matrix/federation/v1/version', 200, /"name":"Signpost"/],
    ['GET', '/_matrix/key/v2/server', 200, /"server_name":"one\.answers\.test".*"signatures"/],
    ['GET', '/_matrix/key/v2/server/ed25519:x', 200, /"verify_keys"/],
    ['GET', `/_matrix/federation/v1/query/profile?user_id=%40u%3A${NAME}`, 401, /M_UNAUTHORIZED/],
    ['GET', '/_matrix/federation/v1/media/download/abc', 401, /M_UNAUTHORIZED/],
    ['GET', `/_matrix/media/v3/download/${NAME}/abc`, 200, /PNG/],
    ['POST', '/_matrix/federation/v1/version', 405, /M_UNRECOGNIZED/],
    ['PUT', '/_matrix/federation/v1/send/1', 401, /M_UNAUTHORIZED/],
    ['GET', '/_matrix/federation/v1/send/1', 405, /M_UNRECOGNIZED/],
    ['GET', '/_matrix/federation/v1/event/1', 404, /M_UNRECOGNIZED/],
    ['GET', '/', 404, /M_UNRECOGNIZED/],
    ['GET', '/_matrix/federation/v1/Version', 404, /M_UNRECOGNIZED/],
  ];
  for (const [method, path, status, body] of table) {
    const answered = await get(path, 8450, method);
    assert.equal(answered.status, status, `${method} ${path}`);
    assert.match(answered.body, body);
  }
});

test('routes come before the preset, and a homeserver may fail altogether', async () => {
  assert.equal((await get('/_matrix/federation/v1/version', 8448)).status, 418);
  assert.equal((await get('/_matrix/key/v2/server', 8448)).status, 200);
  for (const path of ['/_matrix/federation/v1/version', '/anything'])
    assert.equal((await get(path, 8449)).status, 502);
});

test('an answer that cannot be sent is a fault of the harness, and the world lives on', async () => {
  assert.equal((await get('/broken')).status, 500);
  await assert.rejects(open.flush(), { name: 'HarnessError', code: 'world-failed' });
  assert.equal((await get('/file')).status, 200);
});
