import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type ClientHttp2Session, connect, type OutgoingHttpHeaders } from 'node:http2';
import { after, before, type TestContext, test } from 'node:test';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import type { HttpEvent } from '../../evidence/index.ts';
import { requireOwnNamespace } from '../guard.ts';
import { openWorld } from '../open-world.ts';
import { authorityBundle } from '../pki/index.ts';
import { fetchOnce } from '../testing/fetch.ts';
import { a, certFor, json, listener, route, sampleCase, zone } from '../testing/sample-case.ts';
import type { OpenCase, World } from '../world.ts';

await requireOwnNamespace();

const NAME = 'one.http2.test';
const IPV4 = '20.1.6.1';
const homeserver = { keysFor: NAME, badSignature: false };
const body = Buffer.from('{"m.server":"fed.test"}');

let world: World;
let open: OpenCase;
let ca: Buffer;
before(async () => {
  world = await openWorld();
  ca = await readFile(await authorityBundle());
  open = await world.open(
    sampleCase('http2/one', {
      zone: zone({ [NAME]: a(IPV4) }),
      hosts: [
        {
          label: 'origin',
          ipv4: IPV4,
          ipv6: '2a00:db8:1::601',
          listeners: [
            listener('origin', 443, {
              cert: certFor(NAME),
              tls: { alpn: ['h2', 'http/1.1'] },
              homeserver,
              routes: [
                route('/file', json({ 'm.server': 'fed.test' })),
                route('/moved', { status: 302, location: '/file', headers: { 'X-Two': ['1', '2'] } }),
                route('/late', { body, delay: 50 }),
                route('/late-404', { status: 404, body, delay: 50 }),
                route('/drip', { body, drip: { bytes: 5, everyMs: 1 } }),
                route('/chunked', { body, chunked: true }),
                route('/endless', { body, endless: true }),
                route('/close', { body, close: true }),
                route('/gzip', { body, gzip: true }),
              ],
            }),
            listener('origin', 8448, { cert: certFor(NAME), tls: { alpn: ['h2'] }, homeserver }),
          ],
        },
      ],
    }),
  );
});
after(() => world[Symbol.asyncDispose]());

function session(t: TestContext, port = 443): ClientHttp2Session {
  const opened = connect(`https://${NAME}:${port}`, { ca });
  opened.on('error', () => {});
  t.after(() => opened.destroy());
  return opened;
}

interface Answer {
  readonly headers: OutgoingHttpHeaders;
  readonly body: string;
}

async function get(
  over: ClientHttp2Session,
  path: string,
  headers: OutgoingHttpHeaders = {},
): Promise<Answer> {
  const stream = over.request({ ':path': path, ...headers });
  const [answered] = (await once(stream, 'response')) as [OutgoingHttpHeaders];
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return { headers: answered, body: Buffer.concat(chunks).toString() };
}

async function requests(): Promise<HttpEvent[]> {
  await open.flush();
  return open.events.filter((event) => event.kind === 'http');
}

test('routes: status, headers, bodies and turns as over HTTP/1.1', async (t) => {
  const over = session(t);
  const file = await get(over, '/file');
  assert.deepEqual([file.headers[':status'], file.body], [200, '{"m.server":"fed.test"}']);
  assert.equal(file.headers['content-length'], '23');
  const moved = await get(over, '/moved');
  assert.deepEqual([moved.headers[':status'], moved.headers.location], [302, '/file']);
  assert.equal(moved.headers['x-two'], '1, 2');
  const chunked = await get(over, '/chunked');
  assert.equal(chunked.body, body.toString());
  assert.equal(chunked.headers['content-length'], undefined);
  assert.equal((await get(over, '/drip')).body, body.toString());
  assert.equal((await get(over, '/gzip')).headers['content-encoding'], 'gzip');
});

test('the evidence: :authority is the Host, and the version is 2', async (t) => {
  await get(session(t), '/file?x', { ':authority': 'fed.test:8443', 'user-agent': 'ua', authorization: 'X' });
  const last = (await requests()).at(-1);
  assert.ok(last);
  const { n: _, at: __, connection, ...event } = last;
  assert.deepEqual(event, {
    kind: 'http',
    host: 'origin',
    port: 443,
    method: 'GET',
    path: '/file?x',
    hostHeader: 'fed.test:8443',
    sni: NAME,
    authorization: 'X',
    userAgent: 'ua',
    version: '2',
    status: 200,
  });
  const secure = open.events.find((event) => event.kind === 'secure' && event.connection === connection);
  assert.equal(secure?.kind === 'secure' && secure.alpn, 'h2');
});

test('an answer that is overtaken by others keeps its status', async (t) => {
  const over = session(t);
  const answers = await Promise.all(['/late', '/nothing', '/file'].map((path) => get(over, path)));
  assert.deepEqual(
    answers.map(({ headers }) => headers[':status']),
    [200, 404, 200],
  );
  assert.deepEqual(
    (await requests()).slice(-3).map(({ path, status }) => `${path} ${status}`),
    ['/late 200', '/nothing 404', '/file 200'],
  );
});

test('a request that is recorded later than the next one keeps its status, too', async (t) => {
  const over = session(t);
  const slow = over.request({ ':path': '/late-404', ':method': 'PUT', authorization: 'X-Matrix origin="x"' });
  slow.write('{');
  await get(over, '/file');
  const late = get(over, '/late');
  slow.end('}');
  slow.resume();
  await Promise.all([once(slow, 'close'), late]);
  const statuses = (await requests()).slice(-3).map(({ path, status }) => `${path} ${status}`);
  assert.deepEqual(statuses.sort(), ['/file 200', '/late 200', '/late-404 404']);
});

test('the homeserver preset', async (t) => {
  for (const port of [443, 8448]) {
    const over = session(t, port);
    assert.match((await get(over, '/_matrix/federation/v1/version')).body, /"name":"Signpost"/);
    assert.match((await get(over, '/_matrix/key/v2/server')).body, /"signatures"/);
    const unknown = await get(over, '/nothing');
    assert.deepEqual([unknown.headers[':status'], /M_UNRECOGNIZED/.test(unknown.body)], [404, true]);
    const posted = await get(over, '/_matrix/federation/v1/version', { ':method': 'POST' });
    assert.equal(posted.headers[':status'], 405);
    assert.equal((await get(over, '/_matrix/key/v2/server/%zz')).headers[':status'], 400);
  }
});

test('close: half the body, and the end of the connection', async (t) => {
  const over = session(t);
  const stream = over.request({ ':path': '/close' });
  let text = '';
  stream.on('data', (chunk) => {
    text += chunk;
  });
  stream.on('error', () => {});
  await once(over, 'close');
  assert.equal(text, body.subarray(0, 11).toString());
});

test('endless: no more than the client reads, until it goes', async (t) => {
  const over = session(t);
  const stream = over.request({ ':path': '/endless' });
  const [head] = (await once(stream, 'data')) as [Buffer];
  assert.ok(head.toString().startsWith(body.toString()));
  // What it leaves unread may fill the window of the whole connection.
  stream.pause();
  assert.equal((await get(session(t), '/file')).headers[':status'], 200);
  // A stream that is merely closed waits for its unread data to be read.
  stream.destroy();
  await once(stream, 'close');
});

test('who speaks HTTP/1.1 is answered in HTTP/1.1, whether or not ALPN said so', async () => {
  for (const ALPNProtocols of [['http/1.1'], undefined]) {
    const { status } = await fetchOnce(`https://${NAME}/file`, {
      ca,
      ...(ALPNProtocols && { ALPNProtocols }),
    });
    assert.equal(status, 200);
    assert.equal((await requests()).at(-1)?.version, '1.1');
  }
});

test('where only h2 is offered, http/1.1 alone is refused in the handshake', async () => {
  const options = { host: IPV4, port: 8448, servername: NAME, ca };
  const socket: TLSSocket = connectTls({ ...options, ALPNProtocols: ['http/1.1'] });
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  assert.match(error.code ?? '', /ALPN|NO_APPLICATION_PROTOCOL|ALERT|ECONNRESET/);
});

test('nothing of all this was a fault of ours', () => open.flush());
