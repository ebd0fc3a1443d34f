import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { request as startRequest } from 'node:https';
import { after, before, test } from 'node:test';
import { connect } from 'node:tls';
import type { HttpEvent } from '../../evidence/index.ts';
import { requireOwnNamespace } from '../guard.ts';
import { openWorld } from '../open-world.ts';
import { authorityBundle } from '../pki/index.ts';
import { fetchOnce } from '../testing/fetch.ts';
import { a, certFor, listener, route, sampleCase, zone } from '../testing/sample-case.ts';
import type { OpenCase, World } from '../world.ts';
import type { Json } from './canonical-json.ts';
import { KEY_ID, publicKeyOf, signatureOf } from './signing-key.ts';

requireOwnNamespace();
const NAME = 'one.signed.test';
const ORIGIN = 'me.test';
const IPV4 = '20.1.9.1';
const PROFILE = '/_matrix/federation/v1/query/profile?user_id=%40u%3Aone.signed.test';
const SEND = '/_matrix/federation/v1/send/1';

let world: World;
let open: OpenCase;
let ca: Buffer;
before(async () => {
  world = await openWorld();
  ca = await readFile(await authorityBundle());
  const homeserver = { keysFor: NAME, badSignature: false };
  open = await world.open(
    sampleCase('signed/one', {
      zone: zone({ [NAME]: a(IPV4) }),
      hosts: [
        {
          label: 'origin',
          ipv4: IPV4,
          ipv6: '2a00:db8:1::901',
          listeners: [
            listener('origin', 443, { cert: certFor(NAME), routes: [route('/x', { status: 200 })] }),
            listener('origin', 8448, { cert: certFor(NAME), homeserver }),
          ],
        },
      ],
    }),
    { signer: { name: ORIGIN, verifyKeys: { [KEY_ID]: publicKeyOf(ORIGIN) } } },
  );
});
after(() => world[Symbol.asyncDispose]());

function signed(method: string, uri: string, more: Readonly<Record<string, Json>> = {}): string {
  const content = { method, uri, origin: ORIGIN, destination: NAME, ...more };
  const sig = signatureOf(ORIGIN, content);
  return `X-Matrix origin="${ORIGIN}",destination="${content.destination}",key="${KEY_ID}",sig="${sig}"`;
}

const get = (path: string, authorization: string, port = 8448) =>
  fetchOnce(`https://${NAME}:${port}${path}`, { ca, headers: { authorization } });

/** Of the last request that came. */
async function seen(): Promise<HttpEvent> {
  await open.flush();
  const last = open.events.findLast((event) => event.kind === 'http');
  assert.ok(last?.kind === 'http');
  return last;
}

const kinds = ({ xMatrix = [] }: HttpEvent) => xMatrix.flatMap((one) => one.problems.map(({ kind }) => kind));

test('who signs rightly is let in, and the evidence says so', async () => {
  const answered = await get(PROFILE, signed('GET', PROFILE));
  assert.deepEqual([answered.status, /displayname/.test(answered.body)], [200, true]);
  const { xMatrix, status } = await seen();
  assert.equal(status, 200);
  assert.deepEqual(xMatrix, [
    { origin: ORIGIN, destination: NAME, key: KEY_ID, signature: 'valid', problems: [] },
  ]);
});

test('the rest of the preset for who signs', async () => {
  const table: readonly [path: string, status: number, body: RegExp][] = [
    ['/_matrix/federation/v1/query/profile?user_id=@u&field=avatar_url', 200, /^\{\}$/],
    ['/_matrix/federation/v1/query/profile', 400, /M_MISSING_PARAM/],
    ['/_matrix/federation/v1/media/download/abc', 200, /^--signpost-media\r\n/],
    ['/_matrix/federation/v1/version', 200, /Signpost/],
  ];
  for (const [path, status, body] of table) {
    const answered = await get(path, signed('GET', path));
    assert.equal(answered.status, status, path);
    assert.match(answered.body, body);
  }
});

const DENIED: readonly [what: string, header: string, errcode: string, problem: string][] = [
  [
    'names another destination',
    signed('GET', PROFILE, { destination: 'x.test' }),
    'M_FORBIDDEN',
    'destination',
  ],
  ['names another origin', signed('GET', PROFILE).replace(ORIGIN, 'x.test'), 'M_UNAUTHORIZED', 'origin'],
  ['signs another path', signed('GET', '/_matrix'), 'M_UNAUTHORIZED', 'signature'],
  ['cannot be read', 'X-Matrix origin', 'M_UNAUTHORIZED', 'unreadable'],
  ['is empty', 'X-Matrix', 'M_UNAUTHORIZED', 'missing'],
];

for (const [what, header, errcode, problem] of DENIED) {
  test(`a header that ${what} is denied, and the evidence says why`, async () => {
    const answered = await get(PROFILE, header);
    assert.equal(answered.status, 401);
    assert.match(answered.body, new RegExp(`"errcode":"${errcode}"`));
    assert.ok(kinds(await seen()).includes(problem as 'origin'));
  });
}

test('no header where one is asked for is no X-Matrix, and anywhere else it is nothing', async () => {
  assert.equal((await get(PROFILE, 'Bearer x')).status, 401);
  assert.deepEqual((await seen()).xMatrix, []);
  for (const path of ['/_matrix/federation/v1/version', '/_matrix/key/v2/server']) {
    assert.equal((await get(path, 'Bearer x')).status, 200);
    assert.equal((await seen()).xMatrix, undefined);
  }
});

test('a listener that is no homeserver tells what it saw as well', async () => {
  assert.equal((await get('/x', signed('GET', '/x'), 443)).status, 200);
  const { xMatrix = [] } = await seen();
  assert.deepEqual(
    xMatrix.map(({ signature }) => signature),
    ['valid'],
  );
});

/** PUT with a body; `length` announces another one than is sent. */
async function put(body: string, authorization: string, length = Buffer.byteLength(body)): Promise<number> {
  const headers = { authorization, 'content-type': 'application/json', 'content-length': length };
  const sent = startRequest(`https://${NAME}:8448${SEND}`, { agent: false, ca, method: 'PUT', headers });
  sent.write(body);
  if (length === Buffer.byteLength(body)) sent.end();
  const [response] = await once(sent, 'response');
  sent.on('error', () => {});
  response.resume();
  sent.destroy();
  return response.statusCode;
}

test('the body is part of what is signed', async () => {
  const header = signed('PUT', SEND, { content: { pdus: [], origin: ORIGIN } });
  assert.equal(await put('{ "origin": "me.test", "pdus": [] }', header), 200);
  assert.deepEqual(kinds(await seen()), []);
  assert.equal(await put('{"origin":"me.test","pdus":[1]}', header), 401);
  assert.deepEqual(kinds(await seen()), ['signature']);
  assert.equal(await put('{"pdus":[]}', signed('PUT', SEND)), 401);
  assert.deepEqual(kinds(await seen()), ['signed-content']);
});

test('a body that is too large is not read to its end, and its signature is believed', async () => {
  const large = JSON.stringify({ pdus: ['x'.repeat(70_000)] });
  assert.equal(await put(large, signed('PUT', SEND), 1_000_000_000), 200);
  const { xMatrix = [] } = await seen();
  assert.deepEqual(
    xMatrix.map(({ signature }) => signature),
    ['unverified'],
  );
});

test('a body that stops on its way is not waited for without end', async () => {
  const socket = connect({ host: IPV4, port: 8448, servername: NAME, ca });
  await once(socket, 'secureConnect');
  const head = [
    `PUT ${SEND} HTTP/1.1`,
    `Host: ${NAME}`,
    `Authorization: ${signed('PUT', SEND)}`,
    'Content-Length: 10',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n{"a`);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  assert.match(answer, /^HTTP\/1\.1 200 OK\r\n.*Connection: close\r\n/is);
  assert.deepEqual(kinds(await seen()), ['unverified']);
});

test('several Authorization headers are all read', async () => {
  const socket = connect({ host: IPV4, port: 8448, servername: NAME, ca });
  await once(socket, 'secureConnect');
  const one = signed('GET', PROFILE);
  const headers = ['Bearer x', one, one.replace('X-Matrix ', 'x-matrix  ')].map((h) => `authorization: ${h}`);
  socket.write(
    [`GET ${PROFILE} HTTP/1.1`, `Host: ${NAME}`, ...headers, 'Connection: close', '', ''].join('\r\n'),
  );
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  assert.match(answer, /^HTTP\/1\.1 200 OK/);
  const event = await seen();
  assert.deepEqual(
    event.xMatrix?.map(({ signature }) => signature),
    ['valid', 'valid'],
  );
  assert.deepEqual(kinds(event), ['untidy']);
});
