/** What breaks in our own house while implementations are judged: it is called ours, and the run goes on. */
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { functionAdapter } from '../adapters/index.ts';
import { ADDRESSES, type Case } from '../model/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { type Ask, referenceResolver } from '../reference/index.ts';
import { loadCases } from '../scenario/index.ts';
import { requireOwnNamespace, type WorldOptions } from '../world/index.ts';
import { LastingWorld } from './lasting-world.ts';
import { runSubject } from './run.ts';
import type { Subject } from './subject.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const [first, second, third, reachable, untrusted] = [
  'fallback/plain',
  'srv/fed',
  'well-known/port',
  'control/fallback',
  'control/untrusted',
].map(oneCase);

function oneCase(id: string): Case {
  const [found] = loadCases({ root: ROOT, selectors: [id] }).cases;
  assert.ok(found, id);
  return found;
}

/** The reference, but for what `instead` answers. */
function subject(parallel: number, instead: Ask): Subject {
  const about = { name: 'test', version: '1', can: ['claim', 'connect'] as const, parallel };
  return { name: 'test', start: async () => functionAdapter(about, instead) };
}

async function run(who: Subject, cases: readonly (Case | undefined)[], world: WorldOptions = {}) {
  assert.ok(reachable && untrusted);
  const done = await runSubject(
    who,
    {
      cases: cases.filter((c) => c !== undefined),
      controls: { reachable, untrusted },
      version: DEFAULT_SPEC_VERSION,
      expects: () => true,
      world: () => LastingWorld.open(world),
    },
    { introduced: () => {}, found: () => {}, verdict: () => {} },
  );
  const told = Object.fromEntries(done.verdicts.map((v) => [v.id, v]));
  return { ...done, told, statuses: Object.fromEntries(done.verdicts.map((v) => [v.id, v.status])) };
}

const rightly = referenceResolver();

test('a port that somebody else has bound is named, and the other cases go on', async () => {
  const place = first?.hosts[0];
  assert.ok(place);
  await using taken = createServer();
  taken.listen(8448, place.ipv4);
  await once(taken, 'listening');
  const { statuses, told } = await run(subject(8, rightly), [first, second, third]);
  assert.deepEqual(statuses, { 'fallback/plain': 'error', 'srv/fed': 'pass', 'well-known/port': 'pass' });
  const [reason, ...others] = told['fallback/plain']?.reasons ?? [];
  assert.deepEqual(others, []);
  const where = `Somebody listens on ${place.ipv4}:8448 already (port-taken). `;
  assert.ok(reason?.text.startsWith(where), reason?.text);
  assert.match(reason?.text.slice(where.length) ?? '', /bind it to 127\.0\.0\.1/);
});

test('where a question was lost at our own socket, a failure is no verdict: the case is asked once more', async () => {
  let times = 0;
  const failing: Ask = async (question, signal) => {
    if (question.server !== first?.server || times++ > 0) return rightly(question, signal);
    await floodUntilLost();
    return { kind: 'failed', message: 'no answer from the name server' };
  };
  const { statuses, late, problems, remarks } = await run(subject(1, failing), [first, second], {
    receiveBuffer: 'system',
  });
  assert.deepEqual(statuses, { 'fallback/plain': 'pass', 'srv/fed': 'pass' });
  assert.deepEqual(
    late.map(({ id, status }) => [id, status]),
    [['fallback/plain', 'fail']],
  );
  assert.deepEqual(problems, []);
  assert.match(remarks.join(), /DNS questions were dropped at our own socket/);
});

/** Faster than anybody could read them. */
async function floodUntilLost(): Promise<void> {
  await using socket = createSocket('udp4');
  socket.bind(0, ADDRESSES.ipv4Resolver);
  await once(socket, 'listening');
  const datagram = Buffer.alloc(1000);
  while ((await lost()) === 0) {
    for (let i = 0; i < 2000; i++) socket.send(datagram, 53, ADDRESSES.ipv4Resolver, () => {});
  }
}

async function lost(): Promise<number> {
  const lines = (await readFile('/proc/net/udp', 'latin1')).split('\n');
  const fields = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, local]) => local?.endsWith(':0035'));
  return fields.reduce((sum, line) => sum + Number(line.at(-1)), 0);
}

for (const [index, what] of ['name server', 'listeners'].entries()) {
  test(`the thread of the ${what} dies: what is under way is an error, and what follows gets a new world`, async (t) => {
    const threads = threadsOf(t);
    const underWay = new Set<string>();
    const waiting: Ask = async (question, signal) => {
      if (question.server !== first?.server && question.server !== second?.server)
        return rightly(question, signal);
      underWay.add(question.server);
      if (underWay.size === 2) await [...threads][index]?.terminate();
      return new Promise(() => {});
    };
    const { statuses, told, problems } = await run(subject(2, waiting), [first, second, third]);
    assert.deepEqual(statuses, { 'fallback/plain': 'error', 'srv/fed': 'error', 'well-known/port': 'pass' });
    const why = `The thread of the ${what} ended unexpectedly (thread-died)`;
    assert.deepEqual(told['srv/fed']?.reasons, [{ text: why }]);
    assert.deepEqual(told['fallback/plain']?.reasons, [{ text: why }]);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', new RegExp(`thread of the ${what}.* opened anew`));
  });
}

test('a world that dies in every case is not opened for ever, and the run comes to its end', async (t) => {
  const threads = threadsOf(t);
  const deadly: Ask = async (question, signal) => {
    if (question.server === reachable?.server || question.server === untrusted?.server)
      return rightly(question, signal);
    for (const thread of threads) await thread.terminate();
    return new Promise(() => {});
  };
  const cases = [
    'srv/fed',
    'srv/legacy',
    'srv/failover',
    'srv/truncated',
    'fallback/plain',
    'well-known/port',
  ];
  const { statuses, problems } = await run(subject(1, deadly), cases.map(oneCase));
  assert.deepEqual(Object.values(statuses), Array(cases.length).fill('error'));
  assert.equal(problems.length, 3);
});

test('a world that dies before the first case: nobody is judged, and it is said why', async (t) => {
  const threads = threadsOf(t);
  const deadly: Ask = async () => {
    for (const thread of threads) await thread.terminate();
    return new Promise(() => {});
  };
  const { verdicts, ended } = await run(subject(1, deadly), [first]);
  assert.deepEqual(verdicts, []);
  assert.match(ended ?? '', /\(thread-died\)/);
});

/** The threads of each world, in the order of their first orders: the name server's, then the listeners'. */
function threadsOf(t: TestContext): ReadonlySet<Worker> {
  const threads = new Set<Worker>();
  const { postMessage } = Worker.prototype;
  t.mock.method(Worker.prototype, 'postMessage', function (this: Worker, message: unknown) {
    threads.add(this);
    postMessage.call(this, message);
  });
  return threads;
}
