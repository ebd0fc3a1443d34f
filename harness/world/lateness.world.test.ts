import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { setTimeout as duration } from 'node:timers/promises';
import { ADDRESSES } from '../model/index.ts';
import { requireOwnNamespace } from './guard.ts';
import { openWorld } from './open-world.ts';
import { a, answer, listener, route, sampleCase, set, zone } from './testing/sample-case.ts';
import type { OpenCase, World } from './world.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

const NAME = 'one.lateness.test';
const IPV4 = '20.1.7.1';
/** Milliseconds that the name server holds an answer back. */
const DELAY = 200;
/** To compress it takes the thread of the listeners far longer than what is to be sent meanwhile may take. */
const LARGE = Buffer.alloc(48 * 1024 * 1024);

let world: World;
let open: OpenCase;
before(async () => {
  world = await openWorld();
  const body = Buffer.from('{"m.server": "some.where.lateness.test"}');
  open = await world.open(
    sampleCase('lateness/one', {
      zone: zone({
        [NAME]: a(IPV4),
        [`slow.${NAME}`]: set('A', answer([{ type: 'A', address: IPV4 }], { delay: DELAY })),
      }),
      hosts: [
        {
          label: 'origin',
          ipv4: IPV4,
          ipv6: '2a00:db8:1::701',
          listeners: [
            listener('origin', 80, {
              cert: { kind: 'none' },
              routes: [
                route('/delay', { body, delay: 20 }),
                route('/drip', { body, drip: { bytes: 1, everyMs: 20 } }),
                route('/large', { body: LARGE, gzip: true }),
              ],
            }),
          ],
        },
      ],
    }),
  );
  open.handOver();
});
after(() => world[Symbol.asyncDispose]());

/** Both in one packet: the second is computed while the first waits. */
async function ask(...paths: string[]): Promise<void> {
  const socket = connect({ host: IPV4, port: 80 });
  const last = paths.length - 1;
  const lines = paths.map(
    (path, index) =>
      `GET ${path} HTTP/1.1\r\nHost: ${NAME}\r\n${index === last ? 'Connection: close\r\n' : ''}\r\n`,
  );
  socket.write(lines.join(''));
  socket.resume();
  await once(socket, 'close');
}

async function isLateIn(round: () => Promise<unknown>): Promise<void> {
  const from = open.elapsed();
  await round();
  await open.flush();
  const { deliveries, loops } = open.lateness(from);
  assert.ok(deliveries >= 50, String(deliveries));
  assert.ok(loops >= 50, 'and so does the thread that was busy');
  assert.equal(open.lateness(open.elapsed()).deliveries, 0);
}

test('a delay that took longer than planned counts in the round that it was in, and in no later one', () =>
  isLateIn(() => ask('/delay', '/large')));

test('so does a body that was dripped more slowly than planned', () =>
  isLateIn(async () => {
    const dripping = ask('/drip');
    await new Promise<void>((resolve) => open.onEvent(({ kind }) => kind === 'http' && resolve()));
    await Promise.all([dripping, ask('/large')]);
  }));

test('an answer of the name server that was sent later than planned counts', async () => {
  const record = [a('20.1.0.1')];
  const socket = createSocket('udp4').on('error', () => {});
  const label = (text: string) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]);
  const name = Buffer.concat([...`slow.${NAME}`.split('.').map(label), Buffer.from([0, 0, 1, 0, 1])]);
  const question = Buffer.concat([Buffer.from('000101000001000000000000', 'hex'), name]);
  const from = open.elapsed();
  // A hundred thousand names keep its thread busy for far more than a step of this search: in one of them the answer is due.
  for (let attempt = 0; attempt < 20 && open.lateness(from).answers === 0; attempt++) {
    const big = `n${attempt}.big.test`;
    const names = Array.from({ length: 100_000 }, (_, index) => [`n${index}.${big}`, record]);
    socket.send(question, 53, ADDRESSES.ipv4Resolver);
    await duration((DELAY / 20) * attempt);
    await using other = await world.open(sampleCase(`big/n${attempt}`, { zone: Object.fromEntries(names) }));
    await other.flush();
    await open.flush();
  }
  socket.close();
  assert.ok(open.lateness(from).answers > 0);
  assert.equal(open.lateness(open.elapsed()).answers, 0);
});

test('a machine that lets nobody run counts', async () => {
  await open.flush();
  const from = open.elapsed();
  const pid = watchOf();
  process.kill(pid, 'SIGSTOP');
  await duration(300);
  process.kill(pid, 'SIGCONT');
  await open.flush();
  const { machine } = open.lateness(from);
  assert.ok(machine >= 200, String(machine));
  assert.deepEqual(world.remarks, []);
});

/** The process id of the machine watch: the child of ours that runs it. */
function watchOf(): number {
  const found = readdirSync('/proc').find((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (
      Number(parent) === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('watch.pl')
    );
  });
  assert.ok(found);
  return Number(found);
}
