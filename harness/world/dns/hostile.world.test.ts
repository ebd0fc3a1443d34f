import assert from 'node:assert/strict';
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import { decode, encode } from 'dns-packet';
import { ADDRESSES } from '../../model/index.ts';
import { MOST_TOLD } from '../event-quota.ts';
import { requireOwnNamespace } from '../guard.ts';
import { openWorld } from '../open-world.ts';
import { a, answer, sampleCase, set, zone } from '../testing/sample-case.ts';
import type { World } from '../world.ts';
import { FrameReader } from './frame-reader.ts';
import { MOST_STRAYS } from './quota.ts';
import { MOST_CONNECTIONS } from './tcp.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

const NAME = 'victim.hostile.test';
const BIG = `big.${NAME}`;
const text = answer(Array.from({ length: 60 }, () => ({ type: 'TXT', text: 'x'.repeat(255) })));
const sample = sampleCase('hostile/victim', {
  zone: zone({ [NAME]: a('20.1.0.1'), [BIG]: set('TXT', text) }),
});

let world: World;
let udp: UdpSocket;
before(async () => {
  world = await openWorld();
  udp = createSocket('udp4');
});
after(async () => {
  udp.close();
  await world[Symbol.asyncDispose]();
});

const question = (id: number, name = NAME, type: 'A' | 'TXT' = 'A') =>
  encode({ type: 'query', id, flags: 0x0100, questions: [{ type, name }] });

const framed = (bytes: Buffer) => {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** The datagram, and an honest question behind it: what is answered first tells whether the datagram was answered. */
async function first(bytes: Buffer): Promise<Buffer> {
  udp.send(bytes, 53, ADDRESSES.ipv4Resolver);
  udp.send(question(0xbeef), 53, ADDRESSES.ipv4Resolver);
  const [reply] = (await once(udp, 'message')) as [Buffer];
  if (reply.readUInt16BE(0) !== 0xbeef) await once(udp, 'message');
  return reply;
}

const RCODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
const changed = (change: (bytes: Buffer) => void, bytes = question(7)) => {
  change(bytes);
  return bytes;
};
/** A question whose name is `labels`, whatever they are. */
const asking = (...labels: Buffer[]) => {
  const name = labels.map((label) => Buffer.concat([Buffer.from([label.length]), label]));
  const end = Buffer.from([0, 0, 1, 0, 1]);
  return Buffer.concat([question(7).subarray(0, 12), ...name, end]);
};
const withRecord = (type: number, owner: Buffer) =>
  changed(
    (bytes) => bytes.writeUInt16BE(1, 10),
    Buffer.concat([question(7), owner, Buffer.from([0, type, 4, 0, 0, 0, 0, 0, 0, 0])]),
  );
const labels = (...lengths: number[]) => lengths.map((length) => Buffer.alloc(length, 'x'));

const TABLE: readonly [what: string, bytes: Buffer, answer: string][] = [
  ['nothing', Buffer.alloc(0), 'silence'],
  ['half a header', question(7).subarray(0, 11), 'silence'],
  ['an answer', changed((bytes) => bytes.writeUInt16BE(0x8180, 2)), 'silence'],
  ['65,535 questions', changed((bytes) => bytes.writeUInt16BE(0xffff, 4)), 'FORMERR'],
  ['65,535 records', changed((bytes) => bytes.writeUInt16BE(0xffff, 10)), 'FORMERR'],
  ['all counts 65,535', changed((bytes) => bytes.fill(0xff, 4, 12)), 'FORMERR'],
  ['a name that points to itself', changed((bytes) => bytes.writeUInt16BE(0xc00c, 12)), 'FORMERR'],
  ['an additional record that points to itself', withRecord(16, Buffer.from([0xc0, 0x25])), 'NOERROR'],
  ['an OPT that is not at the root', withRecord(41, Buffer.from([1, 120, 0])), 'FORMERR'],
  ['an OPT record', withRecord(41, Buffer.from([0])), 'NOERROR'],
  ['an empty label in the middle', changed((bytes) => bytes.writeUInt8(0, 19)), 'REFUSED'],
  ['opcode 4', changed((bytes) => bytes.writeUInt16BE(4 << 11, 2)), 'NOTIMP'],
  ['opcode 15', changed((bytes) => bytes.writeUInt16BE(15 << 11, 2)), 'NOTIMP'],
  ['class CH', changed((bytes) => bytes.writeUInt16BE(3, bytes.length - 2)), 'REFUSED'],
  ['class 0', changed((bytes) => bytes.writeUInt16BE(0, bytes.length - 2)), 'REFUSED'],
  ['type 0', changed((bytes) => bytes.writeUInt16BE(0, bytes.length - 4)), 'NOERROR'],
  ['a name of 255 octets', asking(...labels(63, 63, 63, 61)), 'NXDOMAIN'],
  ['a name of 256 octets', asking(...labels(63, 63, 63, 62)), 'FORMERR'],
  ['128 labels', asking(...labels(...Array<number>(127).fill(1))), 'NXDOMAIN'],
  [
    'the name with a dot within its label',
    asking(Buffer.from('victim.hostile'), Buffer.from('test')),
    'NXDOMAIN',
  ],
  ['bytes that steer a terminal', asking(Buffer.from('\x1b[2J\0\xff', 'latin1')), 'NXDOMAIN'],
];

for (const [what, bytes, answer] of TABLE) {
  test(`${what}: ${answer}, and the next question is answered`, async () => {
    await using open = await world.open(sample);
    const reply = await first(bytes);
    const rcode = RCODES[reply.readUInt16BE(2) & 15];
    assert.equal(reply.readUInt16BE(0) === 0xbeef ? 'silence' : rcode, answer);
    await open.flush();
    const honest = open.events.filter((event) => event.kind === 'dns' && event.answer === 'NOERROR');
    assert.ok(honest.length >= 1);
  });
}

test('names in the evidence are text, whatever bytes were asked', () => {
  const names = world.noise.map(({ event }) => (event.kind === 'dns' ? event.name : ''));
  assert.ok(names.includes('victim\\046hostile.test'), names.join('\n'));
  assert.ok(names.includes('\\027\\0912J\\000\\255'), names.join('\n'));
});

/** A connection, and the messages that come over it. */
class Client implements AsyncDisposable {
  readonly socket: Socket;
  readonly #frames = new FrameReader();
  readonly #ended: Promise<unknown>;

  constructor() {
    this.socket = connect(53, ADDRESSES.ipv4Resolver);
    this.socket.on('error', () => {});
    this.#ended = new Promise((resolve) => this.socket.once('close', resolve));
  }

  async receive(count: number): Promise<Buffer[]> {
    const messages: Buffer[] = [];
    for await (const piece of this.socket.iterator({ destroyOnReturn: false })) {
      this.#frames.push(piece as Buffer);
      for (let one = this.#frames.next(); one !== undefined; one = this.#frames.next()) messages.push(one);
      if (messages.length >= count) break;
    }
    return messages;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
    await this.#ended;
  }
}

async function answered(): Promise<void> {
  await using client = new Client();
  client.socket.write(framed(question(9)));
  const [reply = Buffer.alloc(0)] = await client.receive(1);
  assert.equal(decode(reply).answers?.length, 1);
}

test('64 KiB of records that point to one another cost no more than reading them', async () => {
  await using _open = await world.open(sample);
  await using client = new Client();
  const head = question(7);
  const count = Math.floor((65_535 - head.length) / 12);
  // Each owner is a pointer to the record before.
  const records = Array.from({ length: count }, (_, index) => {
    const record = Buffer.from([0, 0, 0, 16, 0, 1, 0, 0, 0, 0, 0, 0]);
    record.writeUInt16BE(0xc000 | Math.min(0x3fff, head.length + 12 * (index - 1)), 0);
    return record;
  });
  const whole = Buffer.concat([head, ...records]);
  whole.writeUInt16BE(count, 10);
  client.socket.write(
    Buffer.concat([framed(whole), framed(Buffer.alloc(65_535, 0xff)), framed(question(8))]),
  );
  const replies = await client.receive(2);
  // What is all ones is an answer, and not answered.
  assert.deepEqual(
    replies.map((reply) => [reply.readUInt16BE(0), reply.readUInt16BE(2) & 15]),
    [
      [7, 0],
      [8, 0],
    ],
  );
});

test('a question that comes byte by byte is a question', async () => {
  await using _open = await world.open(sample);
  await using client = new Client();
  client.socket.setNoDelay(true);
  for (const byte of framed(question(7))) {
    await new Promise<void>((written) => client.socket.write(Buffer.from([byte]), () => written()));
  }
  assert.equal((await client.receive(1)).length, 1);
});

test('garbage over TCP and UDP', async () => {
  await using _open = await world.open(sample);
  let seed = 1;
  // Park and Miller: the same garbage every time.
  const random = () => (seed = (seed * 48_271) % 2_147_483_647);
  for (let round = 0; round < 50; round++) {
    const bytes = Buffer.from(Array.from({ length: 1 + (random() % 2000) }, () => random() & 255));
    udp.send(bytes, 53, ADDRESSES.ipv4Resolver, () => {});
    await using client = new Client();
    await once(client.socket, 'connect');
    await new Promise((sent) => client.socket.write(bytes, sent));
  }
  await answered();
});

test('connections that begin a message and never end it make room for others', async () => {
  await using _open = await world.open(sample);
  const most = MOST_CONNECTIONS + 300;
  const idle: Client[] = [];
  let closed = 0;
  const enough = new Promise<void>((resolve) => {
    // What is left of the tests before goes first.
    const count = () => void (++closed === most - MOST_CONNECTIONS - 100 && resolve());
    for (let index = 0; index < most; index++) {
      const client = new Client();
      client.socket.once('close', count);
      // A client sees the end only if it reads.
      client.socket.resume();
      client.socket.write(Buffer.from([0, 50, 1, 2, 3]));
      idle.push(client);
    }
  });
  await enough;
  await answered();
  await first(question(7));
  await Promise.all(idle.map((client) => client[Symbol.asyncDispose]()));
});

/** However large they are on this machine: they are the network namespace's own. */
function smallBuffers(): Disposable {
  const files = ['/proc/sys/net/ipv4/tcp_rmem', '/proc/sys/net/ipv4/tcp_wmem'];
  const before = files.map((file) => readFileSync(file, 'latin1'));
  for (const file of files) writeFileSync(file, '4096 65536 131072');
  return {
    [Symbol.dispose]: () => {
      for (const [index, file] of files.entries()) writeFileSync(file, before[index] ?? '');
    },
  };
}

test('who asks and never reads is made to wait, and loses nothing', async () => {
  await using open = await world.open(sample);
  using _buffers = smallBuffers();
  await using client = new Client();
  // 5 MB of answers: more than all buffers between the two hold.
  const count = 300;
  client.socket.pause();
  for (let id = 0; id < count; id++) client.socket.write(framed(question(id, BIG, 'TXT')));
  await answered();
  await open.flush();
  assert.ok(open.events.length < count);
  const replies = await client.receive(count);
  assert.deepEqual(
    replies.map((reply) => reply.readUInt16BE(0)),
    [...replies.keys()],
  );
  assert.equal(replies.length, count);
});

test('a flood of questions of one case is counted, and kept in part', async () => {
  await using open = await world.open(sample);
  await using client = new Client();
  const count = MOST_TOLD + 500;
  for (let id = 0; id < count; id++) client.socket.write(framed(question(id)));
  assert.equal((await client.receive(count)).length, count);
  await open.flush();
  assert.equal(open.events.length, MOST_TOLD);
  assert.equal(open.untold.questions, count - MOST_TOLD);
});

test('a flood of questions for names of nobody is counted, and kept in part', async () => {
  const before = world.noise.length + world.untoldNoise;
  await using client = new Client();
  const count = 5 * MOST_STRAYS;
  for (let id = 0; id < count; id++) client.socket.write(framed(question(id, `n${id}.nobody.test`)));
  assert.equal((await client.receive(count)).length, count);
  await using open = await world.open(sample);
  await open.flush();
  assert.equal(world.noise.length + world.untoldNoise - before, count);
  assert.equal(world.noise.length, MOST_STRAYS);
  await answered();
});
