import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { readRun } from '../report/index.ts';

const SIGNPOST = path.join(import.meta.dirname, '..', 'signpost.mjs');

test('run --pcap keeps the packets, and a key for every handshake that succeeded', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'signpost-pcap-'));
  t.after(() => rm(folder, { recursive: true }));
  const args = [SIGNPOST, 'run', 'srv/fed', '--no-twins', '-i', 'reference', '--pcap', 'a.pcap'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  assert.match(stdout, /^packets in a\.pcap; keys for Wireshark in a\.pcap\.keys$/m);
  const packets = await readFile(path.join(folder, 'a.pcap'));
  assert.equal(packets.readUInt32LE(0), 0xa1b2c3d4);
  const keys = await readFile(path.join(folder, 'a.pcap.keys'), 'utf8');
  const reports = path.join(folder, 'reports');
  const [record = ''] = (await readdir(reports)).filter((name) => name.endsWith('.jsonl'));
  const { verdicts } = await readRun(path.join(reports, record));
  const events = verdicts.flatMap((verdict) => verdict.events);
  const hellos = events.flatMap((event) =>
    event.kind === 'tls' ? [Buffer.from(event.hello, 'base64')] : [],
  );
  assert.ok(hellos.length > 0);
  for (const hello of hellos) {
    // Behind the headers of record and message, and the version.
    const random = hello.subarray(11, 43);
    assert.ok(packets.includes(random), 'the ClientHello is among the packets');
    assert.match(keys, new RegExp(`^CLIENT_TRAFFIC_SECRET_0 ${random.toString('hex')} [0-9a-f]+$`, 'm'));
  }
});
