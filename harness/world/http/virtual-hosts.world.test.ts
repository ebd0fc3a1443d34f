import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:http2';
import { after, before, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import type { HttpEvent } from '../../evidence/index.ts';
import type { VirtualHost } from '../../model/index.ts';
import { requireOwnNamespace } from '../guard.ts';
import { openWorld } from '../open-world.ts';
import { authorityBundle } from '../pki/index.ts';
import { fetchOnce } from '../testing/fetch.ts';
import { a, certFor, listener, route, sampleCase, zone } from '../testing/sample-case.ts';
import type { OpenCase, World } from '../world.ts';

await requireOwnNamespace();

const NAME = 'one.sites.test';
const FED = `fed.${NAME}`;
const IPV4 = '20.1.7.1';
const IPV6 = '2a00:db8:1::701';

/** Says which site it is. */
const says = (word: string) => [route('/file', { body: Buffer.from(word) })];
const site = (name: string, port?: number): VirtualHost => {
  const text = port === undefined ? name : `${name}:${port}`;
  return { name, ...(port !== undefined && { port }), text, routes: says(text) };
};
const homeserver = (keysFor: string) => ({ keysFor, badSignature: false });
const vhosts = [
  site(FED),
  site(FED, 8443),
  site(IPV4),
  site(`[${IPV6}]`),
  { name: NAME, text: NAME, routes: [], homeserver: homeserver(NAME) },
  { name: `hs.${NAME}`, text: 'hs', routes: [], homeserver: homeserver(`hs.${NAME}`) },
];

let world: World;
let open: OpenCase;
let ca: Buffer;
before(async () => {
  world = await openWorld();
  ca = await readFile(await authorityBundle());
  const cert = certFor(NAME);
  open = await world.open(
    sampleCase('sites/one', {
      zone: zone({ [NAME]: a(IPV4) }),
      hosts: [
        {
          label: 'origin',
          ipv4: IPV4,
          ipv6: IPV6,
          listeners: [
            listener('origin', 443, { cert, routes: says('own'), vhosts, tls: { alpn: ['h2', 'http/1.1'] } }),
            listener('origin', 8080, { cert: { kind: 'none' }, routes: says('own'), vhosts }),
            listener('origin', 8448, {
              cert,
              routes: [route('/turns', { status: 201 }, { status: 202 })],
              vhosts: [
                { name: FED, text: 'fed', routes: [route('/turns', { status: 203 }, { status: 204 })] },
              ],
            }),
          ],
        },
      ],
    }),
  );
});
after(() => world[Symbol.asyncDispose]());

const get = (path: string, host: string, port = 443) =>
  fetchOnce(`https://${NAME}:${port}${path}`, { ca, servername: NAME, headers: { host } });

const ROWS: readonly [host: string, answers: string][] = [
  [FED, FED],
  [FED.toUpperCase(), FED],
  [`${FED}.`, FED],
  [`${FED}:443`, FED],
  [`${FED}:8443`, `${FED}:8443`],
  [`www.${FED}`, 'own'],
  [IPV4, IPV4],
  [`${IPV4}:8448`, IPV4],
  [`[${IPV6}]`, `[${IPV6}]`],
  [`[${IPV6.toUpperCase()}]:443`, `[${IPV6}]`],
  [IPV6, 'own'],
  ['elsewhere.test', 'own'],
];

test('HTTP/1.1: Host chooses the site', async () => {
  for (const [host, answers] of ROWS) assert.equal((await get('/file', host)).body, answers, host);
});

test('HTTP/2: :authority chooses it, for each request of a connection', async (t) => {
  const session = connect(`https://${NAME}`, { ca });
  t.after(() => session.destroy());
  for (const [host, answers] of ROWS) {
    const stream = session.request({ ':path': '/file', ':authority': host });
    let body = '';
    for await (const chunk of stream) body += chunk;
    assert.equal(body, answers, host);
  }
});

test('clear text: Host chooses it there, too', async () => {
  const own = await fetch(`http://${IPV4}:8080/file`);
  assert.equal(await own.text(), IPV4);
  const named = await fetch(`http://${NAME}:8080/_matrix/federation/v1/version`);
  assert.equal(named.status, 200);
});

test('a request without Host is answered by the listener itself', async () => {
  const socket = connectTls({ host: IPV4, port: 443, servername: NAME, ca });
  await once(socket, 'secureConnect');
  socket.write('GET /file HTTP/1.1\r\nConnection: close\r\n\r\n');
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n.*\r\n\r\nown$/s);
});

test('a request with two Host lines is answered by no site', async () => {
  const socket = connectTls({ host: IPV4, port: 443, servername: NAME, ca });
  await once(socket, 'secureConnect');
  socket.write(`GET /file HTTP/1.1\r\nHost: ${FED}\r\nhost: ${FED}\r\nConnection: close\r\n\r\n`);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  assert.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/);
});

test('a site has nothing of the listener, and the other way round', async () => {
  assert.equal((await get('/file', NAME)).status, 404, 'the homeserver has no such route');
  assert.equal((await get('/_matrix/federation/v1/version', NAME)).status, 200);
  assert.equal((await get('/_matrix/federation/v1/version', FED)).status, 404);
  assert.equal((await get('/_matrix/federation/v1/version', 'elsewhere.test')).status, 404);
});

test('each homeserver publishes keys of its own, and has requests signed', async () => {
  const keysOf = async (host: string) => {
    const { server_name } = JSON.parse((await get('/_matrix/key/v2/server', host)).body);
    return server_name;
  };
  assert.equal(await keysOf(NAME), NAME);
  assert.equal(await keysOf(`hs.${NAME}`), `hs.${NAME}`);
  const profile = '/_matrix/federation/v1/query/profile?user_id=%40u%3Ax';
  assert.equal((await get(profile, NAME)).status, 401);
  assert.equal((await get(profile, FED)).status, 404);
  await open.flush();
  const requests = open.events.filter((event): event is HttpEvent => event.kind === 'http').slice(-2);
  assert.deepEqual(
    requests.map(({ hostHeader, xMatrix }) => [hostHeader, xMatrix]),
    [
      [NAME, []],
      [FED, undefined],
    ],
  );
});

test('answers in turn are counted for each site', async () => {
  const statuses = [];
  for (const host of [NAME, FED, NAME, FED]) statuses.push((await get('/turns', host, 8448)).status);
  assert.deepEqual(statuses, [201, 203, 202, 204]);
});

test('nothing of all this was a fault of ours', () => open.flush());
