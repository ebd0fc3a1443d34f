/** A program under test against everything around it: what it reads, writes, reaches and leaves. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Confinement } from '../../sandbox/index.ts';
import { requireOwnNamespace } from '../../world/index.ts';
import type { AdapterError } from '../adapter-error.ts';
import { shellTells, tellsConfined } from '../testing/confined-program.ts';
import { startProcess } from './process-adapter.ts';
import { Program } from './program.ts';

const ROOT = join(import.meta.dirname, '../../..');
const SECRET = 'this-is-the-secret';

let home: string;
const own = { HOME: process.env.HOME };

before(() => {
  requireOwnNamespace();
  // Under /tmp, and not in the memory that is the cache folder's.
  home = mkdtempSync('/tmp/signpost-confined-');
  process.env.HOME = home;
  process.env.XDG_CACHE_HOME ??= join(own.HOME ?? '/', '.cache');
  writeFileSync(join(home, 'diary'), SECRET);
});

after(() => {
  process.env.HOME = own.HOME;
  rmSync(home, { recursive: true });
});

/** Whether a word stands in the command line of any process of this sandbox. */
function runs(word: string): boolean {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .some((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0').includes(word);
      } catch {
        return false;
      }
    });
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** For a shell: a path in the command line would be shown. */
const unnamed = (path: string) => `${path.slice(0, -1)}?`;

const DAEMON = (word: string) =>
  `setsid sh -c 'trap "" TERM HUP INT; (trap "" TERM HUP INT; while :; do sleep 1; done) & exec sleep 1000' & setsid sh -c 'trap "" TERM; exec "$@"' sh sleep 1000.${word} &`;

test('a daemon ends with the program that left it behind', async () => {
  const word = String(process.pid);
  const program = await Program.start(
    { argv: ['sh', '-c', `${DAEMON(word)} read line`], env: {}, confinement: new Confinement() },
    'pipe',
  );
  while (!runs(`1000.${word}`)) await new Promise(setImmediate);
  program.stdin?.end('go\n');
  await program.exit;
  assert.ok(!runs(`1000.${word}`));
});

test('it ends with a program that is killed, too, and nothing is left once that is told', async () => {
  const word = `7${process.pid}`;
  const argv = ['sh', '-c', `${DAEMON(word)} exec sleep 1000`];
  const program = await Program.start({ argv, env: {}, confinement: new Confinement() }, 'ignore');
  while (!runs(`1000.${word}`)) await new Promise(setImmediate);
  program.kill();
  assert.equal((await program.exit).signal, 'SIGKILL');
  assert.ok(!runs(`1000.${word}`));
});

test('SIGTERM ends a program that does not handle it, and one that does ends in its own way', async () => {
  for (const [script, exit] of [
    ['echo ready; exec sleep 1000', { code: null, signal: 'SIGTERM' }],
    ['trap "exit 5" TERM; echo ready; while :; do sleep 0.01; done', { code: 5, signal: null }],
  ] as const) {
    const command = { argv: ['sh', '-c', script], env: {}, confinement: new Confinement() };
    const program = await Program.start(command, 'ignore');
    await once(program.stdout, 'data');
    program.terminate();
    assert.deepEqual(await program.exit, exit);
  }
});

test('a pipe that it closes is closed, though it goes on', async () => {
  const command = {
    argv: ['sh', '-c', 'exec >&- <&-; exec sleep 1000'],
    env: {},
    confinement: new Confinement(),
  };
  const program = await Program.start(command, 'pipe');
  program.stdout.resume();
  await once(program.stdout, 'end');
  program.kill();
  await program.exit;
});

test('it is an ordinary user without rights, alone with its descendants, and holds no descriptor of ours', async () => {
  const { stdout } = await shellTells(
    'id -u; grep -c "^Cap[A-Z][a-z]*:.0*$" /proc/self/status; grep NoNewPrivs /proc/self/status; ls /proc | grep -cx "[0-9]*"; for f in /proc/self/fd/*; do readlink "$f"; done > /tmp/fds; grep -vc "^socket:\\|^/dev/null\\|^/proc/\\|^/tmp/fds" /tmp/fds',
  );
  const [uid, empty, noNew, processes, others] = stdout.trim().split('\n');
  assert.deepEqual(
    { uid, empty, noNew, others },
    { uid: '1000', empty: '5', noNew: 'NoNewPrivs:\t1', others: '0' },
  );
  // Ours, the shell, `ls` and `grep`.
  assert.ok(Number(processes) <= 5, stdout);
});

test('user 0, where it is asked for, is so in its own namespaces only', async () => {
  const { stdout, stderr } = await shellTells(
    'id -u; umount /proc; mount -t tmpfs none /etc; touch /etc/signpost-was-here; readlink /proc/1/fd/1 || echo no >&2',
    {},
    { root: true },
  );
  assert.equal(stdout.trim(), '0');
  assert.match(stderr, /^umount: [\s\S]*^mount: [\s\S]*^touch: [\s\S]*^no$/m);
  assert.ok(!existsSync('/etc/signpost-was-here'));
});

/** Takes the descriptors of whoever holds the other end of its standard output, in one of two ways. */
const THIEF = `
import ctypes, os, socket, struct, sys
libc = ctypes.CDLL(None, use_errno=True)
def told(what, result):
    print(what, "TAKEN" if result >= 0 else os.strerror(ctypes.get_errno()))
pair = socket.socket(fileno=1)
SO_PEERPIDFD = 77
try:
    pidfd = struct.unpack("i", pair.getsockopt(socket.SOL_SOCKET, SO_PEERPIDFD, 4))[0]
except OSError:
    pidfd = None
pair.detach()
if pidfd is not None:
    for number in range(3, 30):
        result = libc.syscall(438, pidfd, number, 0)
        if result >= 0: print("descriptor", number, "TAKEN")
    told("signal", libc.syscall(424, pidfd, 0, None, 0))
    told("namespaces", libc.setns(pidfd, 0x00020000))
for pid in os.listdir("/proc"):
    if pid.isdigit() and int(pid) != os.getpid():
        told("trace", libc.ptrace(16, int(pid), 0, 0))
        try: numbers = os.listdir("/proc/%s/fd" % pid)
        except OSError: numbers = range(3)
        for number in numbers:
            try: print("open", os.open("/proc/%s/fd/%s" % (pid, number), 0), "TAKEN")
            except OSError as error: print("open", error.strerror)
print("end")
`;

test('it cannot take a descriptor of ours, signal us, trace us, nor enter our namespaces', async () => {
  const { stdout, stderr } = await tellsConfined(['python3', '-c', THIEF]);
  assert.match(stdout, /end\n$/, stderr);
  assert.doesNotMatch(stdout, /TAKEN/);
});

test('what it mounts or unmounts, in namespaces of its own too, brings nothing back', async () => {
  const inner = `umount -l /proc; umount -l ${home}; umount -R /tmp; mount -t proc none /proc; mount -o remount,bind,rw /; cat ${unnamed(join(home, 'diary'))}; ls ${unnamed(join(ROOT, 'scenarios'))}; touch /etc/signpost-was-here`;
  const script = `umount -l /proc; umount -l ${home}; unshare --user --map-root-user --mount --pid --fork sh -c '${inner}'; ls /proc | grep -cx "[0-9]*"`;
  const { stdout } = await shellTells(script);
  assert.ok(Number(stdout.trim()) <= 8, stdout);
  assert.ok(!existsSync('/etc/signpost-was-here'));
});

test('nothing that says what is expected can be read, nor a secret, nor what is at home', async () => {
  const cache = join(process.env.XDG_CACHE_HOME ?? '', 'signpost');
  const places = [
    ...['scenarios', 'reports', 'fixtures', 'node_modules/.cache', '.git', 'harness'].map((name) =>
      join(ROOT, name),
    ),
    join(home, 'diary'),
    join(cache, 'pki/secrets.json'),
    join(cache, 'pki/leaves.jsonl'),
    process.env.SIGNPOST_SCRATCH ?? '',
  ];
  const { stdout } = await shellTells(
    `for path in ${places.map(unnamed).join(' ')}; do ls "$path" && echo "$path"; done 2>/dev/null; find / -xdev -name "*.jsonl" -o -xdev -name secrets.json 2>/dev/null`,
    {},
    { folder: ROOT },
  );
  // Other checkouts on this machine are another matter.
  const found = stdout
    .split('\n')
    .filter((path) => [ROOT, cache, home].some((place) => path.startsWith(place)));
  assert.deepEqual(found, []);
});

test('it writes to its own memory only', async () => {
  const system = ['/etc/x', '/usr/x', '/proc/sys/net/ipv4/ip_forward', '/sys/kernel/mm/ksm/run'];
  const ours = [ROOT, join(ROOT, 'fixtures/implementations/synapse'), home, '/tmp', '/run', '/dev/shm'].map(
    (folder) => join(folder, 'signpost-was-here'),
  );
  const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
  const { stdout } = await shellTells(
    `for path in ${system.join(' ')}; do (echo 1 > "$path") 2>/dev/null && echo "$path"; done
    for path in ${ours.join(' ')} ${ROOT}/README.md; do mkdir -p "$(dirname "$path")"; (echo 1 > "$path"); done 2>/dev/null
    echo 1 > ~/x && echo 1 > /tmp/x && echo 1 > "$TMPDIR/y" && echo its own`,
  );
  assert.equal(stdout, 'its own\n');
  assert.deepEqual([...ours, '/etc/x', '/usr/x', join(home, 'x'), '/tmp/x'].filter(existsSync), []);
  assert.equal(readFileSync(join(ROOT, 'README.md'), 'utf8'), readme);
});

test('a socket of this machine is out of its reach, and what would lead there is not in its environment', async () => {
  // Not everybody may write to /run.
  const folders = [home, '/tmp', '/run'].filter((folder) => isWritable(folder));
  const places = folders.map((folder) => join(folder, `signpost-${process.pid}.sock`));
  const servers = places.map((path) => createServer((socket) => socket.end('TAKEN')).listen(path));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  process.env.SSH_AUTH_SOCK = places[0];
  process.env.SIGNPOST_SOMETHING = SECRET;
  try {
    const ask = `import socket, sys, os
for path in sys.argv[1:]:
    try:
        s = socket.socket(socket.AF_UNIX); s.connect(path); print(s.recv(9))
    except OSError as error: print(error.strerror)
print([name for name in os.environ if name in ("SSH_AUTH_SOCK", "XDG_RUNTIME_DIR") or name.startswith("SIGNPOST_")])`;
    const { stdout } = await tellsConfined(['python3', '-c', ask, ...places]);
    assert.equal(stdout, `${'No such file or directory\n'.repeat(places.length)}[]\n`);
  } finally {
    delete process.env.SSH_AUTH_SOCK;
    delete process.env.SIGNPOST_SOMETHING;
    for (const server of servers) server.close();
  }
});

test('a socket that lies where it may look is out of its reach, unless it was asked for', async () => {
  const project = join(home, 'with-socket');
  mkdirSync(project);
  const place = join(project, 'd.sock');
  const server = createServer((socket) => socket.end('TAKEN')).listen(place);
  await once(server, 'listening');
  chmodSync(place, 0o777);
  const listed = process.env.SIGNPOST_SOCKETS;
  process.env.SIGNPOST_SOCKETS = JSON.stringify([place, '/nowhere']);
  try {
    const ask = `import socket
try:
    s = socket.socket(socket.AF_UNIX); s.connect("d.sock"); print(s.recv(9))
except OSError as error: print(error.strerror)`;
    const script = ['python3', '-c', ask];
    assert.equal((await tellsConfined(script, {}, { folder: project })).stdout, 'Connection refused\n');
    const bind = [{ path: project, write: false }];
    assert.equal((await tellsConfined(script, { bind }, { folder: project })).stdout, "b'TAKEN'\n");
  } finally {
    process.env.SIGNPOST_SOCKETS = listed ?? '[]';
    server.close();
  }
});

test('the terminals that it sees are its own', async () => {
  const terminal = `import os, pty, sys
one, other = pty.openpty()
print(os.listdir("/dev/pts").index("0") >= 0, [os.ttyname(other)])
os.write(os.open(os.ttyname(other), os.O_RDWR | os.O_NOCTTY), b"x"); print(os.read(one, 9))
before = int(sys.argv[1]); print(os.stat("/dev/pts").st_dev != before)`;
  const { stdout, stderr } = await tellsConfined([
    'python3',
    '-c',
    terminal,
    String(statSync('/dev/pts').dev),
  ]);
  assert.equal(stdout, "True ['/dev/pts/0']\nb'x'\nTrue\n", stderr);
});

test('what it needs is shown: its file, what lies beside, its working directory, what --bind names', async () => {
  const project = join(home, 'project');
  const other = join(home, 'other');
  for (const folder of [project, other]) mkdirSync(folder, { recursive: true });
  writeFileSync(join(project, 'run'), '#!/usr/bin/env sh\ncat "$(dirname "$0")/beside"', { mode: 0o755 });
  writeFileSync(join(project, 'beside'), 'beside it');
  writeFileSync(join(other, 'file'), 'elsewhere');
  assert.equal((await tellsConfined([join(project, 'run')])).stdout, 'beside it');
  assert.equal((await tellsConfined(['cat', 'file'], {}, { folder: other })).stdout, 'elsewhere');
  const script = `cat ${home}/oth*r/file; echo 1 > ${home}/oth*r/made; cat ~/diary`;
  assert.equal((await shellTells(script)).stdout, '');
  const readOnly = await shellTells(script, { bind: [{ path: other, write: false }] });
  assert.equal(readOnly.stdout, 'elsewhere');
  assert.ok(!existsSync(join(other, 'made')));
  // Where root started us, it is a user to whom nothing belongs.
  chmodSync(other, 0o777);
  await shellTells(`echo 1 > ${other}/made`, { bind: [{ path: other, write: true }] });
  assert.ok(existsSync(join(other, 'made')));
});

test('a link to a program stays one, so that the program finds what lies beside it', async () => {
  const folder = join(home, 'linked');
  mkdirSync(folder);
  const script = '#!/usr/bin/env sh\ncat "$(dirname "$(readlink -f "$0")")/beside"';
  writeFileSync(join(folder, 'run'), script, { mode: 0o755 });
  writeFileSync(join(folder, 'beside'), 'beside it');
  symlinkSync(join(folder, 'run'), join(home, 'link'));
  const { stdout, stderr } = await tellsConfined([join(home, 'link')]);
  assert.equal(stdout, 'beside it', stderr);
});

test('a program that ends with a word about what is hidden from it is told what to give', async () => {
  const missing = join(home, 'elsewhere', 'library.so');
  mkdirSync(join(home, 'elsewhere'), { recursive: true });
  writeFileSync(missing, '');
  const script = `echo 'cannot open ${join(home, 'elsewhere')}/librar'y.so: no such file >&2; exit 1`;
  const command = { argv: ['sh', '-c', script], env: {}, confinement: new Confinement() };
  await assert.rejects(startProcess(command), (error: AdapterError) => {
    assert.equal(error.code, 'adapter-exited');
    assert.equal(error.hint, `hidden from it: ${missing}; give --bind ${missing}`);
    return true;
  });
  await assert.rejects(startProcess({ ...command, argv: [join(home, 'nothing')] }), /cannot start .*ENOENT/);
});

test('--trust hides nothing, and still leaves nothing behind', async () => {
  const word = `8${process.pid}`;
  const { stdout } = await shellTells(`cat ~/diary; setsid sleep 1000.${word} & true`, { trust: true });
  assert.equal(stdout, SECRET);
  assert.ok(!runs(`1000.${word}`));
});

test('files that it fills up stop growing, its folders too', async () => {
  const { stdout } = await shellTells(
    'ulimit -f; df -k --output=size /tmp | tail -1; ulimit -u 2>/dev/null || ulimit -p',
  );
  const [blocks, size, processes] = stdout.trim().split('\n').map(Number);
  assert.equal(blocks, 2 ** 21);
  assert.equal(size, 512 * 1024);
  assert.ok(processes !== undefined && processes > 512 && processes < 20_000, String(processes));
});
