import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect as connectTcp, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { after, before, type TestContext, test } from 'node:test';
import { connect, type TLSSocket } from 'node:tls';
import { keysOf } from '../base/index.ts';
import type { Event, HttpEvent } from '../evidence/index.ts';
import { FAULTS, getsAsFarAs } from '../model/index.ts';
import { requireOwnNamespace } from './guard.ts';
import { openWorld } from './open-world.ts';
import { authorityBundle } from './pki/index.ts';
import { fetchOnce } from './testing/fetch.ts';
import { a, certFor, listener, route, sampleCase, zone } from './testing/sample-case.ts';
import type { OpenCase, World } from './world.ts';

await requireOwnNamespace();

const IPV4 = '20.1.7.1';
const NAME = 'victim.hostile.test';
const NEIGHBOUR = 'neighbour.hostile.test';
/** Those that accept a connection. */
const FAULTY = keysOf(FAULTS).filter((fault) => getsAsFarAs('tcp', fault));
const TLS_PORTS = [443, 8448];
const STALLED = 9000 + FAULTY.indexOf('stall-tcp');
const PORTS = [...TLS_PORTS, 80, ...FAULTY.map((_, index) => 9000 + index)];

let world: World;
let victim: OpenCase;
let neighbour: OpenCase;
let ca: Buffer;
before(async () => {
  world = await openWorld();
  ca = await readFile(await authorityBundle());
  const homeserver = { keysFor: NAME, badSignature: false };
  const cert = certFor(NAME);
  victim = await world.open(
    sampleCase('hostile/victim', {
      zone: zone({ [NAME]: a(IPV4) }),
      hosts: [
        {
          label: 'origin',
          ipv4: IPV4,
          ipv6: '2a00:db8:1::701',
          listeners: [
            listener('origin', 443, {
              cert,
              homeserver,
              routes: [route('/file', { body: Buffer.from('file') })],
            }),
            listener('origin', 8448, { cert, homeserver, tls: { alpn: ['h2', 'http/1.1'] } }),
            listener('origin', 80, { cert: { kind: 'none' }, homeserver }),
            ...FAULTY.map((fault, index) => listener('origin', 9000 + index, { cert, fault, homeserver })),
          ],
        },
      ],
    }),
  );
  neighbour = await world.open(
    sampleCase('hostile/neighbour', {
      zone: zone({ [NEIGHBOUR]: a('20.1.7.2') }),
      hosts: [
        {
          label: 'origin',
          ipv4: '20.1.7.2',
          ipv6: '2a00:db8:1::702',
          listeners: [listener('origin', 443, { cert: certFor(NEIGHBOUR), homeserver })],
        },
      ],
    }),
  );
});
after(() => world[Symbol.asyncDispose]());

/** The world goes on: for the neighbour, for the victim itself unless it is full, and without a fault of ours. */
async function unharmed(names = [NAME, NEIGHBOUR]): Promise<void> {
  for (const name of names) {
    const { status } = await fetchOnce(`https://${name}/_matrix/federation/v1/version`, { ca });
    assert.equal(status, 200, name);
  }
  await Promise.all([victim.flush(), neighbour.flush()]);
}

/** Looks the same each time. */
function noise(seed: string, length = 64 * 1024): Buffer {
  return createHash('shake256', { outputLength: length }).update(seed).digest();
}

function dial(port: number): Socket {
  return connectTcp(port, IPV4)
    .on('error', () => {})
    .resume();
}

async function dialTls(t: TestContext, port: number, alpn = 'http/1.1'): Promise<TLSSocket> {
  const socket = connect({ host: IPV4, port, servername: NAME, ca, ALPNProtocols: [alpn] });
  await once(socket, 'secureConnect');
  socket.on('error', () => {});
  t.after(() => socket.destroy());
  return socket;
}

/** Up to the end, whichever way it comes. */
function allOf(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.on('close', () => resolve(text));
  });
}

async function requests(): Promise<HttpEvent[]> {
  await victim.flush();
  return victim.events.filter((event) => event.kind === 'http');
}

/** Resolves when a connection of the victim has ended in this way. */
async function ended(how: RegExp): Promise<void> {
  const isIt = (event: Event): boolean => event.kind === 'close' && how.test(event.how);
  await new Promise<void>((resolve) => {
    victim.onEvent((event) => {
      if (isIt(event)) resolve();
    });
    if (victim.events.some(isIt)) resolve();
  });
  victim.onEvent(() => {});
}

type Client = ChildProcessByStdio<Writable, Readable, null>;

/** `files`: how many it may open. */
function hostile(t: TestContext, files: number, ...args: readonly string[]): Client {
  const script = new URL('./testing/hostile-client.mjs', import.meta.url).pathname;
  const command = [`ulimit -n ${files}; exec "$@"`, 'sh', process.execPath, script, ...args];
  const child = spawn('sh', ['-c', ...command], { stdio: ['pipe', 'pipe', 'inherit'] });
  t.after(async () => {
    if (child.exitCode !== null) return;
    child.stdin.end();
    await once(child, 'exit');
  });
  return child;
}

async function word(child: Client): Promise<string> {
  const died = once(child, 'exit').then(([code]) => assert.fail(`the client ended with ${code}`));
  const [line] = (await Promise.race([once(child.stdout, 'data'), died])) as [Buffer];
  return line.toString().trim();
}

test('random octets on every port', async () => {
  const starts = [
    Buffer.of(),
    Buffer.of(0x16, 3, 1, 0xff, 0xff, 1),
    Buffer.of(0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0),
    Buffer.from('GET / HTTP/1.1\r\n'),
  ];
  for (const start of starts) {
    await Promise.all(
      PORTS.map(async (port) => {
        const socket = dial(port);
        const closed = new Promise((resolve) => socket.once('close', resolve));
        // A port that stalls takes what the kernel takes, and never says goodbye.
        socket.write(Buffer.concat([start, noise(`${port}`)]), () => setImmediate(() => socket.destroy()));
        if (port === STALLED) socket.once('connect', () => setImmediate(() => socket.destroy()));
        await closed;
      }),
    );
    await unharmed();
  }
});

test('half a ClientHello is no hello, and keeps nobody waiting', async () => {
  const half = Buffer.concat([Buffer.of(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3), noise('hello', 100)]);
  const before = victim.events.filter((event) => event.kind === 'tls').length;
  const sockets = TLS_PORTS.map((port) => dial(port));
  await Promise.all(
    sockets.map(async (socket) => {
      await once(socket, 'connect');
      socket.write(half);
    }),
  );
  await unharmed([NEIGHBOUR]);
  assert.equal(victim.events.filter((event) => event.kind === 'tls').length, before);
  await Promise.all(sockets.map((socket) => once(socket.destroy(), 'close')));
  await unharmed();
});

test('a request that takes its time is no request yet, and keeps nobody waiting', async (t) => {
  const before = (await requests()).length;
  const slow = await Promise.all(Array.from({ length: 20 }, () => dialTls(t, 443)));
  for (const socket of slow) socket.write('GET /slow HTTP/1.1\r\nHost: x\r\nX-A: ');
  for (const octet of 'abc') for (const socket of slow) socket.write(octet);
  await unharmed([NEIGHBOUR]);
  assert.equal((await requests()).length, before);
  await Promise.all(slow.map((socket) => once(socket.destroy(), 'close')));
  await unharmed();
});

test('as many connections as a process may hold', async (t) => {
  const client = hostile(t, 6000, 'flood', IPV4, '443');
  const opened = Number(/^opened (\d+)$/.exec(await word(client))?.[1]);
  assert.ok(opened > 5000, `${opened}`);
  // The neighbour has its share even while they are held.
  await unharmed([NEIGHBOUR]);
  client.stdin.end();
  await once(client, 'exit');
  await unharmed();
});

const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n';
const CHUNKED = `0\r\n\r\n${SMUGGLED}`;
const SMUGGLERS: readonly (readonly [what: string, headers: string, body: string])[] = [
  ['a length and chunks', `Content-Length: ${CHUNKED.length}\r\nTransfer-Encoding: chunked`, CHUNKED],
  ['chunks and a length', `Transfer-Encoding: chunked\r\nContent-Length: ${CHUNKED.length}`, CHUNKED],
  ['two lengths', `Content-Length: 0\r\nContent-Length: ${SMUGGLED.length}`, SMUGGLED],
  ['a length with a sign', `Content-Length: +0`, SMUGGLED],
  ['an unknown coding', 'Transfer-Encoding: xchunked', CHUNKED],
  ['a space before the colon', `Transfer-Encoding : chunked\r\nContent-Length: ${CHUNKED.length}`, CHUNKED],
  ['a coding behind another', 'Transfer-Encoding: chunked, identity', CHUNKED],
];

for (const [what, headers, body] of SMUGGLERS) {
  test(`a request is not smuggled in another: ${what}`, async (t) => {
    const socket = await dialTls(t, 443);
    const answer = allOf(socket);
    socket.write(`POST /file HTTP/1.1\r\nHost: x\r\n${headers}\r\n\r\n${body}`);
    assert.match(await answer, /HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n\r\n$/);
    assert.ok((await requests()).every(({ path }) => path !== '/smuggled'));
    await ended(/^malformed HTTP: HPE_/);
    await unharmed();
  });
}

test('huge headers, many headers, and a path without end', async (t) => {
  for (const text of [`X: ${'x'.repeat(2 ** 20)}`, 'X: y\r\n'.repeat(50_000)]) {
    const socket = await dialTls(t, 443);
    const answer = allOf(socket);
    socket.write(`GET /file HTTP/1.1\r\nHost: x\r\n${text}\r\n\r\n`);
    assert.match(await answer, /^(HTTP\/1\.1 431 |$)/);
  }
  const socket = await dialTls(t, 443);
  const answer = allOf(socket);
  socket.write(`GET /${'x'.repeat(2 ** 20)}`);
  assert.match(await answer, /^(HTTP\/1\.1 431 |$)/);
  await ended(/HPE_HEADER_OVERFLOW/);
  await unharmed();
});

test('pipelined requests are answered one by one, up to a thousand', async (t) => {
  const socket = await dialTls(t, 443);
  const answer = allOf(socket);
  const before = (await requests()).length;
  socket.write('GET /file HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(5000));
  assert.match(await answer, /^(HTTP\/1\.1 200 OK\r\n|$)/);
  await ended(/^more than 1000 requests$/);
  assert.equal((await requests()).length - before, 1000);
  await unharmed();
});

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');

function frame(type: number, flags: number, stream: number, payload: Uint8Array = Buffer.of()): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

const SETTINGS = frame(4, 0, 0);
// :method GET, :scheme https, :path /, :authority x
const HEADERS = Buffer.of(0x82, 0x87, 0x84, 0x41, 1, 0x78);
const RESET = Buffer.of(0, 0, 0, 8);
const streams = Array.from({ length: 3000 }, (_, index) => 2 * index + 1);

const FRAMES: readonly (readonly [what: string, octets: Buffer])[] = [
  ['noise for a preface', noise('preface')],
  ['HTTP/1.1 for a preface', Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')],
  ['noise for frames', Buffer.concat([PREFACE, SETTINGS, noise('frames')])],
  ['a frame of 16 MB', Buffer.concat([PREFACE, SETTINGS, Buffer.of(0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 1)])],
  ['headers that HPACK cannot read', Buffer.concat([PREFACE, SETTINGS, frame(1, 5, 1, noise('hpack', 200))])],
  [
    'headers without end',
    Buffer.concat([
      PREFACE,
      SETTINGS,
      frame(1, 0, 1, HEADERS),
      ...Array.from({ length: 200 }, () => frame(9, 0, 1, Buffer.alloc(16_000, 0x82))),
    ]),
  ],
  ['pings', Buffer.concat([PREFACE, SETTINGS, ...streams.map(() => frame(6, 0, 0, Buffer.alloc(8)))])],
  [
    'streams that are reset at once',
    Buffer.concat([
      PREFACE,
      SETTINGS,
      ...streams.flatMap((stream) => [frame(1, 5, stream, HEADERS), frame(3, 0, stream, RESET)]),
    ]),
  ],
  [
    'more streams than a thousand',
    Buffer.concat([PREFACE, SETTINGS, ...streams.map((stream) => frame(1, 5, stream, HEADERS))]),
  ],
];

for (const [what, octets] of FRAMES) {
  test(`HTTP/2: ${what}`, async (t) => {
    const before = (await requests()).length;
    const socket = await dialTls(t, 8448, 'h2');
    socket.resume();
    await new Promise((resolve) => {
      // Whether it is thrown out or the last octet has gone.
      socket.write(octets, resolve);
      socket.once('close', resolve);
    });
    await unharmed([NEIGHBOUR]);
    socket.destroy();
    assert.ok((await requests()).length - before <= 1000);
    await unharmed();
  });
}

test('a body of 1 GB is read past, and not kept', async (t) => {
  const before = process.memoryUsage().rss;
  const client = hostile(t, 100, 'pour', IPV4, '443', NAME, '/file');
  let most = 0;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 20);
  const said = await word(client);
  clearInterval(watch);
  assert.match(said, / sent, HTTP\/1\.1 200 OK$/);
  assert.ok(most - before < 256 * 2 ** 20, `${most - before} bytes more`);
  await unharmed();
});
