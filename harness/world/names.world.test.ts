import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { Resolver, promises as system } from 'node:dns';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, type TestContext, test } from 'node:test';
import { promisify } from 'node:util';
import { decode, encode, type Packet } from 'dns-packet';
import { ADDRESSES } from '../model/index.ts';
import { openWorld } from './open-world.ts';
import { a, aaaa, answer, cname, sampleCase, set, srv, zone } from './testing/sample-case.ts';
import type { OpenCase, World } from './world.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world[Symbol.asyncDispose]());

const manyTargets = Array.from({ length: 60 }, (_, index) => `1 1 8448 target-${index}.zone.names.test`);

const sample = sampleCase('names/zone', {
  zone: zone({
    'zone.names.test': [a('20.1.0.1'), aaaa('2a00:db8:1::1')],
    'alias.zone.names.test': cname('zone.names.test'),
    '_matrix-fed._tcp.zone.names.test': srv(...manyTargets),
    '*.wild.zone.names.test': a('20.1.0.2'),
    'text.zone.names.test': set('TXT', answer([{ type: 'TXT', text: 'hello' }])),
    'broken.zone.names.test': set('A', answer([], { rcode: 'SERVFAIL' })),
    'refused.zone.names.test': set('A', answer([], { rcode: 'REFUSED' })),
    'cut.zone.names.test': set('A', answer([{ type: 'A', address: '20.1.0.3' }], { truncate: true })),
    'turns.zone.names.test': set(
      'A',
      answer([{ type: 'A', address: '20.1.0.4' }]),
      answer([{ type: 'A', address: '20.1.0.5' }]),
    ),
    'mute.zone.names.test': set(
      'A',
      answer([], { drop: true }),
      answer([{ type: 'A', address: '20.1.0.6' }]),
    ),
    'more.zone.names.test': set(
      'A',
      answer([{ type: 'A', address: '20.1.0.7' }], {
        delay: 5,
        ttl: 7,
        additional: [{ owner: 'extra.zone.names.test', type: 'A', address: '20.1.0.8' }],
      }),
    ),
  }),
});

async function opened(t: TestContext): Promise<OpenCase> {
  const open = await world.open(sample);
  t.after(async () => {
    await open[Symbol.asyncDispose]();
  });
  open.handOver();
  return open;
}

async function askRaw(packet: Packet, to: string = ADDRESSES.ipv4Resolver): Promise<Buffer> {
  const socket = createSocket(to.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.send(encode(packet), 53, to);
    const [bytes] = (await once(socket, 'message')) as [Buffer];
    return bytes;
  } finally {
    socket.close();
  }
}

test('the system resolver and c-ares both see the zone', async () => {
  await using _open = await world.open(sample);
  assert.deepEqual(await system.resolve4('alias.zone.names.test'), ['20.1.0.1']);
  assert.deepEqual(await system.resolve6('zone.names.test'), ['2a00:db8:1::1']);
  assert.deepEqual(await system.resolveTxt('text.zone.names.test'), [['hello']]);
  assert.deepEqual(await system.resolve4('any.wild.zone.names.test'), ['20.1.0.2']);
  assert.deepEqual(
    (await system.lookup('zone.names.test', { all: true })).map(({ address }) => address).sort(),
    ['20.1.0.1', '2a00:db8:1::1'],
  );
  for (const [name, code] of [
    ['nothing.zone.names.test', 'ENOTFOUND'],
    ['_tcp.zone.names.test', 'ENODATA'],
    ['broken.zone.names.test', 'ESERVFAIL'],
    ['refused.zone.names.test', 'EREFUSED'],
  ] as const)
    await assert.rejects(system.resolve4(name), { code }, name);
});

test('every question is recorded with its answer', async (t) => {
  const open = await opened(t);
  await askRaw({ id: 1, type: 'query', questions: [{ type: 'A', name: 'ALIAS.zone.names.test' }] });
  await open.flush();
  const [event] = open.events;
  assert.ok(event !== undefined && event.at >= 0);
  assert.deepEqual(event, {
    kind: 'dns',
    name: 'ALIAS.zone.names.test',
    type: 'A',
    transport: 'udp',
    resolver: '20.0.0.53',
    answer: 'NOERROR',
    truncated: false,
    records: ['CNAME zone.names.test', 'A 20.1.0.1'],
    n: 1,
    at: event.at,
  });
});

test('an answer that does not fit is truncated, and comes whole over TCP', async (t) => {
  const open = await opened(t);
  const records = await system.resolveSrv('_matrix-fed._tcp.zone.names.test');
  assert.equal(records.length, 60);
  assert.deepEqual(await system.resolve4('cut.zone.names.test'), ['20.1.0.3']);
  await open.flush();
  assert.deepEqual(
    open.events.map(
      (event) => event.kind === 'dns' && [event.transport, event.truncated, event.records.length],
    ),
    [
      ['udp', true, 0],
      ['tcp', false, 60],
      ['udp', true, 0],
      ['tcp', false, 1],
    ],
  );
});

test('who does not know EDNS answers FORMERR to it, and well without', async () => {
  await using _open = await world.open(
    sampleCase('names/old', {
      zone: zone({
        'old.names.test': set('A', answer([{ type: 'A', address: '20.1.0.9' }], { edns: false })),
      }),
    }),
  );
  const questions = [{ type: 'A', name: 'old.names.test' }] as const;
  const edns = { type: 'OPT', name: '.', udpPayloadSize: 1232, flags: 0, options: [] } as const;
  const asked: Packet = { type: 'query', questions: [...questions] };
  const refused = await askRaw({ id: 1, ...asked, additionals: [edns as never] });
  assert.deepEqual([refused[3], decode(refused).answers, decode(refused).additionals], [0x81, [], []]);
  const found = await askRaw({ id: 2, ...asked });
  assert.deepEqual([found[3], decode(found).answers?.length], [0x80, 1]);
});

test('the second name server answers as its case says, and as the first elsewhere', async () => {
  const first = zone({ 'two.names.test': a('20.1.0.1'), 'same.two.names.test': a('20.1.0.2') });
  const secondServer = { ...first, ...zone({ 'two.names.test': a('20.1.0.3') }) };
  await using _two = await world.open(sampleCase('names/two', { zone: first, machine: { secondServer } }));
  await using _one = await world.open(sample);
  const second = new Resolver();
  second.setServers([ADDRESSES.secondResolver]);
  const ask = promisify(second.resolve4.bind(second));
  assert.deepEqual(await system.resolve4('two.names.test'), ['20.1.0.1']);
  assert.deepEqual(await ask('two.names.test'), ['20.1.0.3']);
  assert.deepEqual(await ask('same.two.names.test'), ['20.1.0.2']);
  assert.deepEqual(await ask('zone.names.test'), ['20.1.0.1']);
});

test('two questions in one TCP segment get two answers', async (t) => {
  await opened(t);
  const frame = (id: number): Buffer => {
    const bytes = encode({ id, type: 'query', questions: [{ type: 'A', name: 'zone.names.test' }] });
    return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
  };
  const socket = connect(53, ADDRESSES.ipv6Resolver);
  socket.write(Buffer.concat([frame(1), frame(2)]));
  let received = Buffer.alloc(0);
  for await (const chunk of socket) {
    received = Buffer.concat([received, chunk as Buffer]);
    const length = received.length >= 2 ? 2 + received.readUInt16BE(0) : Number.POSITIVE_INFINITY;
    if (received.length >= 2 * length) break;
  }
  const length = 2 + received.readUInt16BE(0);
  assert.deepEqual([received.readUInt16BE(2), received.readUInt16BE(length + 2)], [1, 2]);
});

test('answers take turns; a dropped question is recorded, and the next one answered', async (t) => {
  const open = await opened(t);
  const ask = async () => (await system.resolve4('turns.zone.names.test'))[0];
  assert.deepEqual([await ask(), await ask(), await ask()], ['20.1.0.4', '20.1.0.5', '20.1.0.5']);

  const patient = new Resolver({ timeout: 500, tries: 4 });
  patient.setServers([ADDRESSES.ipv4Resolver]);
  const addresses = await new Promise<string[]>((resolve, reject) => {
    patient.resolve4('mute.zone.names.test', (error, found) => (error ? reject(error) : resolve(found)));
  });
  assert.deepEqual(addresses, ['20.1.0.6']);
  await open.flush();
  assert.deepEqual(
    open.events.slice(3).map((event) => event.kind === 'dns' && event.answer),
    ['dropped', 'NOERROR'],
  );
});

test('TTL, delay and additional records are as written', async (t) => {
  await opened(t);
  const packet = decode(
    await askRaw({ id: 2, type: 'query', questions: [{ type: 'A', name: 'more.zone.names.test' }] }),
  );
  const [first] = packet.answers ?? [];
  const [extra] = packet.additionals ?? [];
  assert.equal(first?.type === 'A' && first.ttl, 7);
  assert.deepEqual(extra?.type === 'A' && [extra.name, extra.data], ['extra.zone.names.test', '20.1.0.8']);
});

test('the well-known public resolvers answer, and are told apart', async (t) => {
  const open = await opened(t);
  for (const resolver of ['8.8.8.8', '2606:4700:4700::1111'])
    await askRaw({ id: 3, type: 'query', questions: [{ type: 'A', name: 'zone.names.test' }] }, resolver);
  await open.flush();
  assert.deepEqual(
    open.events.map((event) => event.kind === 'dns' && event.resolver),
    ['8.8.8.8', '2606:4700:4700::1111'],
  );
});

test('names of nobody are noise, and so are those of a case that was closed', async () => {
  const open = await world.open(sample);
  await open[Symbol.asyncDispose]();
  const before = world.noise.length;
  await assert.rejects(system.resolve4('update.browser.test'), { code: 'ENOTFOUND' });
  await assert.rejects(system.resolve4('late.zone.names.test'), { code: 'ENOTFOUND' });
  await using other = await world.open(sampleCase('names/other'));
  await other.flush();
  assert.deepEqual(
    world.noise.slice(before).map((stray) => [stray.event.kind === 'dns' && stray.event.name, stray.case]),
    [
      ['update.browser.test', undefined],
      ['late.zone.names.test', 'names/zone'],
    ],
  );
  assert.deepEqual(open.events, []);
});

test('one name cannot belong to two open cases', async () => {
  await using _first = await world.open(sample);
  await assert.rejects(world.open(sample), { name: 'HarnessError', code: 'name-taken' });
  assert.deepEqual(await system.resolve4('zone.names.test'), ['20.1.0.1']);
});

test('a second world in one sandbox says that there is one already', async () => {
  await assert.rejects(openWorld(), { name: 'HarnessError', code: 'name-server-cannot-start' });
});

test('128 questions in flight lose none', async (t) => {
  const open = await opened(t);
  const names = Array.from({ length: 3000 }, (_, index) => `n${index}.wild.zone.names.test`);
  const workers = Array.from({ length: 128 }, async () => {
    for (let name = names.pop(); name !== undefined; name = names.pop())
      assert.deepEqual(await system.resolve4(name), ['20.1.0.2']);
  });
  await Promise.all(workers);
  await open.flush();
  assert.equal(open.events.length, 3000);
  assert.equal(await world.droppedQuestions(), 0);
});
