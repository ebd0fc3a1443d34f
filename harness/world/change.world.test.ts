import assert from 'node:assert/strict';
import { promises as dns } from 'node:dns';
import { once } from 'node:events';
import { Agent } from 'node:https';
import { connect } from 'node:net';
import { after, before, type TestContext, test } from 'node:test';
import type { Host, Listener } from '../model/index.ts';
import { requireOwnNamespace } from './guard.ts';
import { openWorld } from './open-world.ts';
import { fetchOnce } from './testing/fetch.ts';
import { a, certFor, json, listener, route, sampleCase, zone } from './testing/sample-case.ts';
import type { OpenCase, World } from './world.ts';

requireOwnNamespace();

const NAME = 'one.change.test';
const IPV4 = '20.1.4.1';
const PATH = '/x';

const host = (...listeners: Listener[]): Host => ({
  label: 'origin',
  ipv4: IPV4,
  ipv6: '2a00:db8:1::401',
  listeners,
});
const says = (port: number, word: string, cert = NAME) =>
  listener('origin', port, { cert: certFor(cert), routes: [route(PATH, json(word))] });

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world[Symbol.asyncDispose]());

const begin = { zone: zone({ [NAME]: a(IPV4) }), hosts: [host(says(8448, 'old'), says(8449, 'same'))] };

async function opened(t: TestContext): Promise<OpenCase> {
  const open = await world.open(sampleCase('change/one', begin));
  t.after(async () => {
    await open[Symbol.asyncDispose]();
  });
  open.handOver();
  return open;
}

/** Over a connection that is kept by `agent`; `false`: over one of its own. */
async function ask(port: number, agent: Agent | false = false): Promise<unknown> {
  const options = { agent, servername: NAME, rejectUnauthorized: false };
  const { body } = await fetchOnce(`https://${IPV4}:${port}${PATH}`, options);
  return JSON.parse(body);
}

async function refusal(port: number): Promise<unknown> {
  const socket = connect(port, IPV4);
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  return error.code;
}

test('listeners change, appear and go away, and are so when the promise resolves', async (t) => {
  const open = await opened(t);
  assert.equal(await ask(8448), 'old');
  await open.change({ ...begin, hosts: [host(says(8448, 'new'), says(443, 'late'))] });
  assert.equal(await ask(8448), 'new');
  assert.equal(await ask(443), 'late');
  assert.equal(await refusal(8449), 'ECONNREFUSED');
  await open.change(begin);
  assert.deepEqual([await ask(8448), await ask(8449)], ['old', 'same']);
  assert.equal(await refusal(443), 'ECONNREFUSED');
});

test('a new certificate is what the next connection gets', async (t) => {
  const open = await opened(t);
  await ask(8448);
  await open.change({ ...begin, hosts: [host(says(8448, 'old', 'other.test'))] });
  await ask(8448);
  await open.flush();
  const presented = open.events.flatMap((event) => (event.kind === 'secure' ? [event.presented] : []));
  assert.deepEqual(presented, [[NAME], ['other.test']]);
});

test('a listener that stays as it is keeps its connections, one that is changed has lost them', async (t) => {
  const open = await opened(t);
  const agent = new Agent({ keepAlive: true, maxCachedSessions: 0 });
  t.after(() => agent.destroy());
  await ask(8448, agent);
  await ask(8449, agent);
  const lost = Object.entries(agent.freeSockets)
    .filter(([name]) => name.includes(':8448:'))
    .flatMap(([, sockets]) => sockets ?? []);
  assert.equal(lost.length, 1);
  await open.change({ ...begin, hosts: [host(says(8448, 'new'), says(8449, 'same'))] });
  // The client knows by now: its next question does not go into a connection that is about to end.
  assert.ok(lost.every((socket) => socket.destroyed));
  assert.deepEqual([await ask(8448, agent), await ask(8449, agent)], ['new', 'same']);
  await open.flush();
  const connections = new Map([8448, 8449].map((port) => [port, new Set<number>()]));
  for (const event of open.events)
    if (event.kind === 'http') connections.get(event.port)?.add(event.connection);
  assert.deepEqual(
    [...connections].map(([port, numbers]) => [port, numbers.size]),
    [
      [8448, 2],
      [8449, 1],
    ],
  );
});

test('a port may begin to fail, and recover', async (t) => {
  const open = await opened(t);
  const broken = listener('origin', 8448, { fault: 'unreachable' });
  await open.change({ ...begin, hosts: [host(broken)] });
  assert.match(String(await refusal(8448)), /^E(HOST|NET)UNREACH$/);
  await open.change(begin);
  assert.equal(await ask(8448), 'old');
});

test('names change, also those outside of the case', async (t) => {
  const open = await opened(t);
  const late = 'late.change-outside.test';
  assert.deepEqual(await dns.resolve4(NAME), [IPV4]);
  await open.change({ ...begin, zone: zone({ [NAME]: a('20.1.4.2'), [late]: a(IPV4) }) });
  assert.deepEqual([await dns.resolve4(NAME), await dns.resolve4(late)], [['20.1.4.2'], [IPV4]]);
  await open.change({ ...begin, zone: zone({ [NAME]: a(IPV4) }) });
  await assert.rejects(dns.resolve4(late), { code: 'ENOTFOUND' });
  await open.flush();
  assert.ok(open.events.every((event) => event.kind !== 'dns' || event.name === NAME || event.name === late));
});

test('a name that another open case has cannot be taken, and what was stays', async (t) => {
  const open = await opened(t);
  await using other = await world.open(
    sampleCase('change/two', { zone: zone({ 'two.change.test': a(IPV4) }) }),
  );
  const taken = { ...begin, zone: zone({ [NAME]: a('20.1.4.2'), 'two.change.test': a('20.1.4.2') }) };
  await assert.rejects(open.change(taken), { code: 'name-taken' });
  assert.deepEqual(await dns.resolve4(NAME), [IPV4]);
  assert.equal(other.case.id, 'change/two');
});

test('time goes on from the hand-over', async (t) => {
  const open = await opened(t);
  const before = open.elapsed();
  await ask(8448);
  // A request is told when its answer is sent, which may be a moment after it has arrived.
  await open.flush();
  const after = open.elapsed();
  assert.ok(before >= 0);
  const request = open.events.find((event) => event.kind === 'http');
  assert.ok(request && request.at >= before && request.at <= after);
});
