import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect as dialTcp } from 'node:net';
import { after, before, test } from 'node:test';
import { connect, type TLSSocket } from 'node:tls';
import { gunzipSync } from 'node:zlib';
import { requireOwnNamespace } from '../guard.ts';
import { openWorld } from '../open-world.ts';
import { authorityBundle } from '../pki/index.ts';
import { a, certFor, listener, route, sampleCase, zone } from '../testing/sample-case.ts';
import type { OpenCase, World } from '../world.ts';

await requireOwnNamespace();

const NAME = 'one.shaped.test';
const IPV4 = '20.1.5.1';
const body = Buffer.from('{"m.server":"fed.test"}');
const RAW = Buffer.from('HTTP/1.1 299 Odd\nX:\0\xff\r\n\r\nrest', 'latin1');

let world: World;
let open: OpenCase;
let ca: Buffer;
before(async () => {
  world = await openWorld();
  ca = await readFile(await authorityBundle());
  open = await world.open(
    sampleCase('shaped/one', {
      zone: zone({ [NAME]: a(IPV4) }),
      hosts: [
        {
          label: 'origin',
          ipv4: IPV4,
          ipv6: '2a00:db8:1::501',
          listeners: [
            listener('origin', 443, {
              cert: certFor(NAME),
              routes: [
                route('/plain', { body }),
                route('/delay', { body, delay: 50 }),
                route('/never', { body, delay: 3_600_000 }),
                route('/drip', { body, drip: { bytes: 5, everyMs: 1 } }),
                route('/chunked', { body, chunked: true }),
                route('/drip-chunked', { body, chunked: true, drip: { bytes: 10, everyMs: 1 } }),
                route('/endless', { body, endless: true }),
                route('/flood', { endless: true, drip: { bytes: 2 ** 20, everyMs: 0 } }),
                route('/close', { body, close: true }),
                route('/close-chunked', { body, close: true, chunked: true }),
                route('/gzip', { body, gzip: true }),
                route('/old', { body, http: '1.0', headers: { 'X-Two': ['1', '2'] } }),
                route('/old-endless', { body, http: '1.0', endless: true }),
                route('/old-flood', { http: '1.0', endless: true, drip: { bytes: 2 ** 20, everyMs: 0 } }),
                route('/raw', { raw: RAW, status: 0 }),
                route('/silent', { raw: new Uint8Array(), status: 0 }),
              ],
            }),
          ],
        },
      ],
    }),
  );
});
after(() => world[Symbol.asyncDispose]());

async function dial(): Promise<TLSSocket> {
  const socket = connect({ host: IPV4, port: 443, servername: NAME, ca });
  await once(socket, 'secureConnect');
  return socket;
}

const asking = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;

async function allOf(socket: TLSSocket): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('latin1');
}

/** At least so much of it, and then nothing more is read. */
async function someOf(socket: TLSSocket, length: number): Promise<string> {
  let text = '';
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += chunk;
    if (text.length >= length) break;
  }
  socket.pause();
  return text;
}

/** Everything up to the end of the connection. */
async function ask(path: string, more = 'Connection: close\r\n'): Promise<string> {
  const socket = await dial();
  socket.write(asking(path, more));
  return allOf(socket);
}

function headAndBody(answer: string): [head: string, body: string] {
  const end = answer.indexOf('\r\n\r\n');
  return [answer.slice(0, end), answer.slice(end + 4)];
}

/** Resolves once the case saw a request for that path with that status. */
function seen(path: string, status: number | null): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (
        open.events.some((event) => event.kind === 'http' && event.path === path && event.status === status)
      )
        resolve();
    };
    open.onEvent(check);
    check();
  });
}

async function statusOf(path: string): Promise<number | null | undefined> {
  await open.flush();
  const asked = open.events.filter((event) => event.kind === 'http' && event.path === path).at(-1);
  return asked?.kind === 'http' ? asked.status : undefined;
}

test('a late answer is whole, and its status is entered when it is sent', async () => {
  assert.equal(headAndBody(await ask('/delay'))[1], body.toString());
  assert.equal(await statusOf('/delay'), 200);
});

test('a client that breaks off while a bare answer waits for it harms nobody else', async () => {
  const tcp = dialTcp({ host: IPV4, port: 443 });
  const socket = connect({ socket: tcp, servername: NAME, ca });
  await once(socket, 'secureConnect');
  socket.write(asking('/old-flood'));
  await someOf(socket, 3_000_000);
  tcp.resetAndDestroy();
  assert.equal(headAndBody(await ask('/plain'))[1], body.toString());
  await open.flush();
});

test('an answer that does not come keeps its status open, and ends with the client', async () => {
  const socket = await dial();
  socket.write(asking('/never'));
  await seen('/never', null);
  socket.destroy();
  await once(socket, 'close');
});

test('a body in pieces is the same body, with its length', async () => {
  const [head, sent] = headAndBody(await ask('/drip'));
  assert.match(head, /^HTTP\/1\.1 200 OK\r\n(.*\r\n)*Content-Length: 23\r\n/);
  assert.equal(sent, body.toString());
  assert.equal(await statusOf('/drip'), 200);
});

test('chunks: one, or one for each piece', async () => {
  const [head, sent] = headAndBody(await ask('/chunked'));
  assert.match(head, /transfer-encoding: chunked/i);
  assert.doesNotMatch(head, /content-length/i);
  assert.equal(sent, `17\r\n${body}\r\n0\r\n\r\n`);
  const [, dripped] = headAndBody(await ask('/drip-chunked'));
  assert.deepEqual(dripped.match(/^[\da-f]+\r$/gm), ['a\r', 'a\r', '3\r', '0\r']);
});

test('close: half the body, and the end', async () => {
  const [head, sent] = headAndBody(await ask('/close', ''));
  assert.match(head, /content-length: 23/i);
  assert.equal(sent, body.subarray(0, 11).toString());
  assert.equal(headAndBody(await ask('/close-chunked', ''))[1], `b\r\n${body.subarray(0, 11)}\r\n`);
  assert.equal(await statusOf('/close-chunked'), 200);
});

test('gzip is sent to whom did not ask for it', async () => {
  const [head, sent] = headAndBody(await ask('/gzip'));
  assert.match(head, /content-encoding: gzip/i);
  assert.match(head, new RegExp(`content-length: ${sent.length}\\b`, 'i'));
  assert.deepEqual(gunzipSync(Buffer.from(sent, 'latin1')), body);
});

test('HTTP/1.0: the version in the status line, and the end of the connection', async () => {
  const [head, sent] = headAndBody(await ask('/old', ''));
  assert.match(head, /^HTTP\/1\.0 200 OK\r\nX-Two: 1\r\nX-Two: 2\r\nContent-Length: 23\r\nDate: [^\r]* GMT$/);
  assert.equal(sent, body.toString());
  assert.equal(await statusOf('/old'), 200);
  const socket = await dial();
  socket.end('HEAD /old HTTP/1.1\r\nHost: x\r\n\r\n');
  assert.equal(headAndBody(await allOf(socket))[1], '');
});

test('raw: these octets, and the end of the connection', async () => {
  assert.equal(await ask('/raw', ''), RAW.toString('latin1'));
  assert.equal(await statusOf('/raw'), 299);
  assert.equal(await ask('/silent', ''), '');
  assert.equal(await statusOf('/silent'), null);
});

test('pipelined requests are answered in their order, and none after the end', async () => {
  const socket = await dial();
  socket.write(
    ['/delay', '/plain', '/drip', '/raw', '/plain'].map((path) => asking(path, `X: ${path}\r\n`)).join(''),
  );
  const answer = await allOf(socket);
  assert.equal(answer.match(/HTTP\/1\.1 200 /g)?.length, 3);
  assert.ok(answer.endsWith(RAW.toString('latin1')));
});

for (const path of ['/endless', '/old-endless']) {
  test(`${path}: spaces after the body, until the client goes`, async () => {
    const socket = await dial();
    socket.write(asking(path));
    const [sent] = headAndBody(await someOf(socket, 100_000)).slice(1);
    assert.match(sent?.replace(/^17\r\n/, '') ?? '', /^\{"m\.server":"fed\.test"\}[ \r\n]/);
    assert.equal(await statusOf(path), 200);
    socket.destroy();
    await once(socket, 'close');
  });
}

test('what a client does not read is not kept for it', async () => {
  const socket = await dial();
  socket.write(asking('/flood'));
  await someOf(socket, 100_000);
  const before = process.memoryUsage().rss;
  // A second or so, in which a GB could be written.
  for (let round = 0; round < 20; round++) await ask('/delay');
  const grown = process.memoryUsage().rss - before;
  assert.ok(grown < 200 * 2 ** 20, `${grown} bytes more`);
  socket.destroy();
  await once(socket, 'close');
});

test('an endless answer ends with its case', async () => {
  const other = await world.open(
    sampleCase('shaped/two', {
      hosts: [
        {
          label: 'origin',
          ipv4: '20.1.5.2',
          ipv6: '2a00:db8:1::502',
          listeners: [
            listener('origin', 443, { cert: certFor(NAME), routes: [route('/', { endless: true })] }),
          ],
        },
      ],
    }),
  );
  const socket = connect({ host: '20.1.5.2', port: 443, servername: NAME, ca });
  socket.write(asking('/'));
  await once(socket, 'data');
  socket.resume();
  socket.on('error', () => {});
  await Promise.all([once(socket, 'close'), other[Symbol.asyncDispose]()]);
});

test('nothing of all this was a fault of ours', () => open.flush());
