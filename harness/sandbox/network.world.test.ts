import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { getServers } from 'node:dns';
import { once } from 'node:events';
import { readFileSync, statfsSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { ADDRESSES } from '../model/index.ts';
import { requireOwnNamespace } from '../world/index.ts';
import { covers } from './files.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

const run = promisify(execFile);

/** Any address of ours will do: they are bound without being assigned. */
const OURS = ['20.200.1.2', '2a00:db8:77::1', ...ADDRESSES.publicResolvers];

for (const address of OURS) {
  test(`${address} is ours on the real ports, and refuses where nobody listens`, async () => {
    await using server = await listening(address, 443);
    assert.equal(await attempt(address, 443), 'connected');
    assert.equal(await attempt(address, 8448), 'ECONNREFUSED');
    assert.ok(server.listening);
  });
}

for (const [address, family] of [
  ['93.184.215.14', 'IPv4'],
  ['2a01:4f8::1', 'IPv6'],
] as const) {
  test(`nothing leaves: other ${family} addresses have no route`, async () => {
    assert.equal(await attempt(address, 443), 'ENETUNREACH');
  });
}

for (const [flags, address] of [
  [[], '20.200.1.3'],
  [['-6'], '2a00:db8:77::3'],
] as const) {
  test(`one port of ${address} can lead nowhere while another is served`, async () => {
    const rule = ['to', address, 'ipproto', 'tcp', 'dport', '8448', 'lookup'];
    await using server = await listening(address, 443);
    await run('ip', [...flags, 'rule', 'add', 'pref', '10', ...rule, '101']);
    assert.equal(await attempt(address, 8448), 'EHOSTUNREACH');
    await run('ip', [...flags, 'rule', 'del', 'pref', '10', ...rule, '101']);
    await run('ip', [...flags, 'rule', 'add', 'pref', '10', ...rule, '100']);
    assert.equal(await attempt(address, 8448), 'ETIMEDOUT');
    await run('ip', [...flags, 'rule', 'del', 'pref', '10', ...rule, '100']);
    assert.equal(await attempt(address, 443), 'connected');
    assert.ok(server.listening);
  });
}

test('names are asked of our name server only', () => {
  const lines = readFileSync('/etc/resolv.conf', 'utf8').split('\n');
  assert.deepEqual(
    lines.filter((line) => line.startsWith('nameserver')),
    [`nameserver ${ADDRESSES.ipv4Resolver}`],
  );
  assert.ok(!lines.some((line) => /^(search|domain)\b/.test(line)));
  assert.deepEqual(getServers(), [ADDRESSES.ipv4Resolver]);
});

test('programs trust our authority, in the environment and in the places of the system', () => {
  const ours = readFileSync(process.env.SSL_CERT_FILE ?? '', 'utf8');
  assert.match(ours, /BEGIN CERTIFICATE/);
  assert.equal(process.env.NODE_EXTRA_CA_CERTS, process.env.SSL_CERT_FILE);
  for (const { source, target } of covers(process.env.SSL_CERT_FILE ?? ''))
    assert.equal(readFileSync(target, 'utf8'), readFileSync(source, 'utf8'), target);
});

test('what is written to the scratch folder is gone when the sandbox is', () => {
  const scratch = process.env.SIGNPOST_SCRATCH ?? '';
  const TMPFS = 0x01021994;
  assert.equal(statfsSync(scratch).type, TMPFS);
  assert.equal(tmpdir(), scratch);
});

async function listening(host: string, port: number): Promise<Server> {
  const server = createServer((socket) => socket.destroy()).listen({ host, port, exclusive: true });
  await once(server, 'listening');
  return server;
}

function attempt(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve('connected'));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.once('close', () => socket.destroy());
  });
}
