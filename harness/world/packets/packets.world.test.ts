import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, type TestContext, test } from 'node:test';
import { HarnessError } from '../../base/index.ts';
import type { Host } from '../../model/index.ts';
import { requireOwnNamespace } from '../guard.ts';
import { openWorld } from '../open-world.ts';
import { a, certFor, listener, sampleCase, zone } from '../testing/sample-case.ts';
import type { World } from '../world.ts';
import { lookInside } from './ip-packet.ts';
import { keepPackets } from './keep-packets.ts';
import { PcapStream } from './pcap.ts';
import { SynWatch } from './syn-watch.ts';
import { SynWatches } from './syn-watches.ts';

requireOwnNamespace();

const NAME = 'one.packets.test';
const host: Host = {
  label: 'origin',
  ipv4: '20.1.9.1',
  ipv6: '2a00:db8:1:0::901',
  listeners: [
    listener('origin', 8448, { cert: certFor(NAME) }),
    listener('origin', 8449, { fault: 'blackhole' }),
  ],
};
const watched = sampleCase('packets/one', {
  needs: ['syn'],
  zone: zone({ [NAME]: a(host.ipv4) }),
  hosts: [host],
});

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world[Symbol.asyncDispose]());

/** Resolves with what came of it. */
async function knock(address: string, port: number): Promise<string> {
  const socket = connect(port, address);
  const end = await new Promise<string>((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
  });
  socket.destroy();
  return end;
}

/** Perl processes of this namespace that read packets. */
async function readers(): Promise<number> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(ids.map((id) => readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.startsWith('perl\0')).length;
}

async function scratch(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'signpost-packets-'));
  t.after(() => rm(folder, { recursive: true }));
  return folder;
}

test('refused, accepted and black-holed attempts are seen, on any port and in both families', async () => {
  await using open = await world.open(watched);
  open.handOver();
  assert.equal(await knock(host.ipv4, 80), 'ECONNREFUSED');
  assert.equal(await knock(host.ipv6, 443), 'ECONNREFUSED');
  assert.equal(await knock(host.ipv4, 8448), 'connected');
  const stuck = connect(8449, host.ipv4).on('error', () => {});
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await knock('20.1.9.200', 80), 'ECONNREFUSED', 'nobody’s address');
  await open.flush();
  stuck.destroy();
  const syns = open.events.filter((event) => event.kind === 'syn');
  assert.deepEqual(
    syns.map(({ host: label, port, address }) => [label, port, address]),
    [
      ['origin', 80, '20.1.9.1'],
      ['origin', 443, '2a00:db8:1::901'],
      ['origin', 8448, '20.1.9.1'],
      ['origin', 8449, '20.1.9.1'],
    ],
  );
  assert.ok(syns.every(({ at }) => at >= 0 && at <= open.elapsed()));
});

test('the kernel’s repetitions are one attempt', async () => {
  await using open = await world.open(watched);
  open.handOver();
  // The namespace gives up after one repetition.
  assert.equal(await knock(host.ipv4, 8449), 'ETIMEDOUT');
  await open.flush();
  assert.equal(open.events.filter((event) => event.kind === 'syn').length, 1);
});

test('who does not need it has none of it', async () => {
  await using open = await world.open({ ...watched, needs: [] });
  open.handOver();
  await knock(host.ipv4, 80);
  await open.flush();
  assert.deepEqual(open.events, []);
});

test('many attempts side by side: none is lost', async () => {
  await using open = await world.open(watched);
  open.handOver();
  const ports = Array.from({ length: 500 }, (_, index) => 20_000 + index);
  await Promise.all(ports.map((port) => knock(host.ipv4, port)));
  await open.flush();
  const seen = open.events.flatMap((event) => (event.kind === 'syn' ? [event.port] : []));
  assert.deepEqual(
    seen.sort((x, y) => x - y),
    ports,
  );
});

test('a reader that dies fails the cases that need it, and the next one gets another', async () => {
  {
    await using open = await world.open(watched);
    const failed = new Promise<void>((resolve) => open.onFailure(resolve));
    process.kill(await newestReader(), 'SIGKILL');
    await failed;
    await assert.rejects(open.flush(), { code: 'packets-not-seen' });
  }
  assert.equal(await world.missing(watched), undefined);
  await using again = await world.open(watched);
  await knock(host.ipv4, 81);
  await again.flush();
  assert.equal(again.events.length, 1);
});

async function newestReader(): Promise<number> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const perl: number[] = [];
  for (const id of ids) {
    const line = await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '');
    if (line.startsWith('perl\0')) perl.push(id);
  }
  return Math.max(...perl);
}

test('without perl: what is missing, and what to install', async (t) => {
  const PATH = process.env.PATH;
  t.after(() => {
    process.env.PATH = PATH;
  });
  process.env.PATH = '/nowhere';
  await using own = new SynWatches({ hear() {}, died() {} });
  assert.match((await own.missing(watched)) ?? '', /^needs "syn": .*ENOENT.*apt-get install perl-base/);
  assert.equal(await own.missing({ needs: [] }), undefined);
  await assert.rejects(own.openFor(watched), HarnessError);
});

test('the file of all packets ends with the last one sent', async (t) => {
  const file = path.join(await scratch(t), 'all.pcap');
  await using kept = await keepPackets(file);
  const ports = Array.from({ length: 300 }, (_, index) => 30_000 + index);
  await Promise.all(ports.map((port) => knock(host.ipv4, port)));
  assert.deepEqual(await kept.end(), { lost: 0 });
  const syns = new PcapStream()
    .take(await readFile(file))
    .map(({ bytes }) => lookInside(bytes))
    .flatMap((inside) => (inside?.kind === 'syn' ? [inside.port] : []));
  assert.deepEqual(
    syns.sort((x, y) => x - y),
    ports,
  );
});

test('a reader ends with whoever started it, even where that is killed', async (t) => {
  const before = await readers();
  const program = `
    import { SynWatch } from ${JSON.stringify(new URL('./syn-watch.ts', import.meta.url).href)};
    await SynWatch.open({ hear() {}, died() {} });
    console.log('open');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const reader = await newestReader();
  assert.equal(await readers(), before + 1);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await gone(reader);
  assert.equal(await readers(), before);
});

async function gone(id: number): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (performance.now() < deadline) {
    if ((await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')) === '') return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('a closed watch leaves no process', async () => {
  const before = await readers();
  await using watch = await SynWatch.open({ hear() {}, died() {} });
  assert.equal(await readers(), before + 1);
  await watch[Symbol.asyncDispose]();
  assert.equal(await readers(), before);
});
