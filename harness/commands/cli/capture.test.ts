import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const SIGNPOST = path.join(import.meta.dirname, '..', '..', 'signpost.mjs');

test('run --pcap keeps the packets, and a key for every handshake that succeeded', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'signpost-pcap-'));
  t.after(() => rm(folder, { recursive: true }));
  const args = [SIGNPOST, 'run', 'srv/fed', '--no-twins', '-i', 'reference', '--pcap', 'a.pcap'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  assert.match(stdout, /^packets in a\.pcap; keys for Wireshark in a\.pcap\.keys$/m);
  const packets = await readFile(path.join(folder, 'a.pcap'));
  assert.equal(packets.readUInt32LE(0), 0xa1b2c3d4);
  const keys = await readFile(path.join(folder, 'a.pcap.keys'), 'utf8');
  const lines = keys.trim().split('\n');
  // Both look-ups, of the well-known file and of the version, shook hands. The second word is the ClientHello's random.
  assert.ok(lines.filter((line) => line.startsWith('CLIENT_TRAFFIC_SECRET_0 ')).length >= 2, keys);
  for (const line of lines) {
    assert.match(line, /^[A-Z_0-9]+ [0-9a-f]{64} [0-9a-f]+$/);
    assert.ok(packets.includes(Buffer.from(line.split(' ')[1] ?? '', 'hex')), 'its ClientHello is there');
  }
});
