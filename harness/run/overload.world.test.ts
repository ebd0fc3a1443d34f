import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { ADDRESSES } from '../model/index.ts';
import { requireOwnNamespace } from '../world/index.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

const MOST_DATAGRAMS = 200_000;

/** The drop column of the sockets on port 53, the only ones that get what is sent here. */
function drops(): number {
  const rows = readFileSync('/proc/net/udp', 'latin1').split('\n');
  const ours = rows.filter((row) => /^\s*\d+: [0-9A-F]{8}:0035 /.test(row));
  return ours.reduce((sum, row) => sum + Number(row.trim().split(/\s+/).at(-1)), 0);
}

/** Sends questions to somebody who reads none of them, until his buffer is full and the kernel has dropped one. */
async function flood(): Promise<void> {
  const socket = createSocket('udp4');
  const question = Buffer.from('000101000001000000000000076e6f626f6479047465737400' + '00010001', 'hex');
  for (let sent = 0; sent < MOST_DATAGRAMS && drops() === 0; sent += 100) {
    const sending = Array.from(
      { length: 100 },
      () => new Promise((done) => socket.send(question, 53, ADDRESSES.ipv4Resolver, done)),
    );
    await Promise.all(sending);
  }
  socket.close();
  assert.ok(drops() > 0);
}

test('a case in which our own sockets lost questions is late, whatever its status; the next one is none the worse', async (t) => {
  const script = new URL('./testing/overloaded-run.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [...process.execArgv.filter((flag) => flag !== '--test'), script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const ended = once(child, 'close');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);

  assert.equal(await next(), 'asked');
  child.kill('SIGSTOP');
  await flood();
  child.kill('SIGCONT');
  child.stdin.write('go\n');
  const first = JSON.parse(await next());
  assert.equal(first.id, 'control/fallback');
  assert.ok(first.dropped > 0);
  assert.deepEqual([first.status, typeof first.late], ['fail', 'string']);

  assert.equal(await next(), 'asked');
  child.stdin.write('go\n');
  const second = JSON.parse(await next());
  assert.deepEqual([second.id, second.dropped, second.late], ['fallback/plain', 0, undefined]);
  assert.deepEqual(await ended, [0, null]);
});
