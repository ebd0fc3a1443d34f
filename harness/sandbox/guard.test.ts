/**
 * Tickets that are forged, leaked or unreadable. Each is shown in namespaces of its own: what a guard that fails would change are
 * their addresses and mounts, which end with the test.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, describe, test } from 'node:test';
import { bundle } from './bundle.mjs';
import { UNSHARE } from './unshare.mjs';

const SIGNPOST = join(import.meta.dirname, '..', 'signpost.mjs');
const MARK = 'signpost-0123456789abcdef0123456789abcdef';
const WORD = 'fedcba9876543210fedcba9876543210';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-guard-'));
  await writeFile(join(folder, 'authority.pem'), '');
});
after(() => rm(folder, { recursive: true }));

test('a ticket of a sandbox that was made a moment ago is believed', async () => {
  const { code, stdout, stderr } = await shown(await ticket(), '');
  assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'ran\n', stderr: '' });
});

const LISTENS = `require('net').createServer().listen(8008, '127.0.0.1', () => console.log())`;
const LISTENS_UDP = `require('dgram').createSocket('udp4').bind(5353, '127.0.0.1', () => console.log())`;
/** Goes on once the program has said that it listens. */
const beside = (program: string) =>
  `ip link set lo up; mkfifo "$HOME/up"; ${process.execPath} -e "${program}" >"$HOME/up" & read -r _ <"$HOME/up"; rm "$HOME/up"`;

const FURNISHED: readonly (readonly [what: string, script: string, told: RegExp])[] = [
  ['an interface', 'ip link add eth7 type veth peer name eth8', /there is an interface eth7/],
  [
    'a default route',
    'ip link add eth7 type veth peer name eth8; ip addr add 192.0.2.1/24 dev eth7; ip link set eth7 up; ip route add default via 192.0.2.2',
    /there is a default route through eth7/,
  ],
  [
    'a default route of IPv6',
    'ip link add eth7 type veth peer name eth8; ip link set eth7 up; ip -6 route add default dev eth7',
    /there is an IPv6 default route through eth7/,
  ],
  [
    'an address',
    'ip link set lo up; ip addr add 198.51.100.1/32 dev lo',
    /there is the address 198\.51\.100\.1$/m,
  ],
  [
    'an address of IPv6',
    'ip link set lo up; ip addr add 2001:db8::1/128 dev lo nodad',
    /there is the address 2001:0db8:0000:0000:0000:0000:0000:0001$/m,
  ],
  ['a server', beside(LISTENS), /something listens on TCP port 8008$/m],
  ['a name server', beside(LISTENS_UDP), /something listens on UDP port 5353$/m],
];

describe('nothing is changed where there is', () => {
  for (const [what, script, told] of FURNISHED) {
    test(what, async () => {
      assertRefused(await shown(await ticket(), `${script}\n`), told);
    });
  }
});

test('nothing is changed where process 1 is somebody else’s', async () => {
  const forged = await ticket({ mark: `${MARK}0` });
  assertRefused(await shown(forged, ''), /process 1 is not of this run$/m);
  assertRefused(await shown(await ticket({ mark: '' }), ''), /process 1 is not of this run$/m);
});

test('nothing is changed in the namespaces that the ticket calls those outside', async () => {
  const here =
    'SIGNPOST_INSIDE=$(printf %s "$SIGNPOST_INSIDE" | sed "s/HERE/$(readlink /proc/self/ns/$1)/")\n';
  const { outside } = await ticket();
  const net = await ticket({ outside: { ...outside, net: 'HERE' } });
  assertRefused(await shown(net, here.replace('$1', 'net')), /the network is the one outside$/m);
  const mnt = await ticket({ outside: { ...outside, mnt: 'HERE' } });
  assertRefused(await shown(mnt, here.replace('$1', 'mnt')), /the mounts are those outside$/m);
});

test('a ticket that leaks into a sandbox is not believed there', async () => {
  const leak = `SIGNPOST_INSIDE=$(tr '\\0' '\\n' </proc/$PPID/environ | sed -n 's/^SIGNPOST_INSIDE=//p')
    [ -n "$SIGNPOST_INSIDE" ] || exit 9
    export SIGNPOST_INSIDE
    ip addr >"$HOME/before"; "$@"; code=$?; ip addr | cmp - "$HOME/before" || exit 8
    exit $code`;
  const inner = [process.execPath, SIGNPOST, 'sandbox', '--', 'true'];
  const words = [SIGNPOST, 'sandbox', '--', 'sh', '-c', leak, 'leak', ...inner];
  assertRefused(await ended(process.execPath, words), /there is an interface bh0; .*the address 20\.0\.0\.1/);
});

for (const unreadable of ['', 'x', 'null', '[]', '{}', '{"pipe":3}', `{"pipe":"3","mark":"${MARK}"}`]) {
  test(`a ticket that says ${unreadable || 'nothing'} is an error without a stack`, async () => {
    assertRefused(await shown(unreadable, ''), /SIGNPOST_INSIDE is set, and cannot be read$/m);
  });
}

for (const [what, script] of [
  ['closed', 'exec 3>&-\n'],
  ['at its end', 'exec 3</dev/null\n'],
  ['of somebody else', 'exec 3</etc/passwd\n'],
] as const) {
  test(`a pipe that is ${what} is an error without a stack`, async () => {
    assertRefused(await shown(await ticket(), script), /nobody is at the other end of its pipe$/m);
  });
}

async function ticket(changes: { readonly mark?: string; readonly outside?: object } = {}) {
  const outside = { net: readlinkSync('/proc/self/ns/net'), mnt: readlinkSync('/proc/self/ns/mnt') };
  const called = ['npx', 'signpost'];
  return { pipe: 3, mark: MARK, authority: join(folder, 'authority.pem'), called, outside, ...changes };
}

/** Shows it to a command in namespaces that nobody has furnished but `script`. */
function shown(pass: object | string, script: string): Promise<End> {
  const command = `${script}"$@"; exit $?`;
  const words = [process.execPath, SIGNPOST, 'sandbox', '--', 'echo', 'ran'];
  const told = typeof pass === 'string' ? pass : JSON.stringify(pass);
  return ended('unshare', [...UNSHARE, 'sh', '-c', command, MARK, ...words], told);
}

interface End {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function ended(program: string, args: readonly string[], pass?: string): Promise<End> {
  const env = { ...process.env, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache') };
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    env: pass === undefined ? env : { ...env, SIGNPOST_INSIDE: pass },
  });
  const pipe = child.stdio[3] as Socket;
  pipe.on('error', () => {}).resume();
  pipe.write(`${WORD}\n${JSON.stringify(await bundle())}\n`);
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'close'),
    text(child.stdout as NodeJS.ReadableStream),
    text(child.stderr as NodeJS.ReadableStream),
  ]);
  return { code, stdout, stderr };
}

function assertRefused({ code, stdout, stderr }: End, told: RegExp): void {
  assert.deepEqual({ code, stdout }, { code: 2, stdout: '' }, stderr);
  assert.match(stderr, told);
  assert.match(stderr, /^error sandbox-ticket: .*\n {2}unset SIGNPOST_INSIDE: .*\n$/);
}
