/** The command from outside: what goes in, what comes out, and what is left. */
import assert from 'node:assert/strict';
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, describe, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';

const SIGNPOST = join(import.meta.dirname, '..', 'signpost.mjs');
const NOBODY = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-entering-'));
  await chmod(folder, 0o777);
});

after(() => rm(folder, { recursive: true }));

const root = process.getuid?.() === 0;
/** Root's own home hides a checkout from others. */
const hidden = root && spawnSync('setpriv', [...NOBODY.slice(1), 'test', '-r', SIGNPOST]).status !== 0;

/** Root shows both; an ordinary user is the unprivileged one. */
const USERS: Readonly<Record<string, readonly string[]>> = root
  ? { root: [], nobody: NOBODY }
  : { 'this user': [] };

for (const [user, become] of Object.entries(USERS)) {
  const skip = become.length > 0 && hidden ? 'this checkout is not for others to read' : false;
  describe(`as ${user}`, { skip }, () => {
    test('stdin, stdout, stderr and the exit code are the program’s own', async () => {
      const { code, stdout, stderr } = await signpost(become, ['cat; echo told >&2; exit 7'], 'a line');
      assert.deepEqual({ code, stdout, stderr }, { code: 7, stdout: 'a line', stderr: 'told\n' });
    });

    test('a program ended by a signal gives 128 and its number', async () => {
      assert.equal((await signpost(become, ['kill -9 $$'])).code, 137);
    });

    test('the program is alone with our addresses', async () => {
      const { stdout } = await signpost(become, ['ls /sys/class/net >/dev/null; cut -d: -f1 /proc/net/dev']);
      const names = stdout.split('\n').slice(2, -1);
      assert.deepEqual(names.map((name) => name.trim()).sort(), ['bh0', 'bh1', 'lo']);
    });

    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      test(`${signal} reaches the program, which may end in its own way`, async () => {
        await using running = await start(
          become,
          `trap 'exit 5' ${signal.slice(3)}; echo ready; sleep 1000 & wait`,
        );
        running.child.kill(signal);
        assert.equal(await running.exitCode, 5);
      });
    }

    test('nothing is left when the runner is killed', { timeout: 60_000 }, async () => {
      const script = 'setsid sleep 1000 & setsid sh -c "trap : TERM HUP; sleep 1001" & echo ready; wait';
      await using running = await start(become, script);
      const inside = processesIn(running.namespace);
      assert.ok(inside.length >= 5, `only ${inside.length} processes inside`);
      running.child.kill('SIGKILL');
      await running.exitCode;
      // The kernel ends them one after another, and also whom they have started since we looked.
      while (processesIn(running.namespace).length > 0) await setImmediate();
    });
  });
}

describe('who is who inside', () => {
  const MAPS = 'cat /proc/self/uid_map /proc/self/gid_map | tr -s " "';

  test('started as root, there is a second user, whom nothing of the machine belongs to', {
    skip: root ? false : 'only root can map two users',
  }, async () => {
    const both = ' 0 0 1\n 1000 65534 1\n';
    assert.equal((await signpost([], [MAPS])).stdout, both + both);
    const become = 'setpriv --reuid 1000 --regid 1000 --clear-groups';
    // Asked for, and not tried: it would be the machine's.
    const asks =
      'id -u; id -G; for place in /etc /etc/shadow /proc/1/mem /root; do test -w $place && echo $place; done';
    const { stdout } = await signpost([], [`${become} sh -c '${asks}'`]);
    assert.equal(stdout, '1000\n1000\n');
  });

  test('in a sandbox inside of a sandbox, too', {
    skip: root ? false : 'only root can map two users',
  }, async () => {
    const inner = command([], MAPS).map((word) => `'${word}'`);
    const both = ' 0 0 1\n 1000 1000 1\n';
    assert.equal((await signpost([], [inner.join(' ')])).stdout, both + both);
  });

  test('an ordinary user is root inside, and nobody else is there', { skip: hidden }, async () => {
    const become = root ? NOBODY : [];
    const [uid, gid] = root ? [65534, 65534] : [process.getuid?.(), process.getgid?.()];
    assert.equal((await signpost(become, [MAPS])).stdout, ` 0 ${uid} 1\n 0 ${gid} 1\n`);
  });

  test('a root who may map nobody else is alone inside', async () => {
    const words = command([], MAPS);
    // As in a container that was given no right to set users.
    const alone = [
      'unshare',
      '--user',
      '--map-root-user',
      'setpriv',
      '--bounding-set=-setuid,-setgid',
      '--inh-caps=-setuid,-setgid',
    ];
    const { code, stdout, stderr } = await run([...alone, ...words]);
    assert.deepEqual([stdout, code], [' 0 0 1\n 0 0 1\n', 0], stderr);
  });
});

test('Ctrl-C in a terminal is the program’s, once, and its exit code comes out', {
  skip: noTerminal(),
}, async () => {
  const program = `trap 'echo once; exit 4' INT; echo ready; while :; do sleep 1; done`;
  const words = command([], program).map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  // Without `exec`, a shell that stays (dash does) would end by the same Ctrl-C and give its own exit code.
  const child = spawn('script', ['-qec', `exec ${words.join(' ')}`, '/dev/null'], { cwd: folder });
  const exitCode = once(child, 'exit').then(([code]) => code as number | null);
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line.trim());
    if (line.trim() === 'ready') child.stdin.write('\x03');
  }
  assert.equal(await exitCode, 4);
  assert.deepEqual(lines, ['ready', '^Conce']);
});

test('it works in a directory that cannot be read, and with a broken tsconfig.json there', async () => {
  const place = await mkdtemp(join(folder, 'place-'));
  await writeFile(join(place, 'tsconfig.json'), '{ broken');
  assert.equal((await signpost([], ['exit 3'], '', place)).code, 3);
  await chmod(place, 0o311);
  const become = root && !hidden ? NOBODY : [];
  const { code } = await signpost(become, ['exit 3'], '', place);
  await chmod(place, 0o755);
  assert.equal(code, 3);
});

test('where namespaces are forbidden, the error says what to change', async () => {
  const script = `echo 0 > /proc/sys/user/max_user_namespaces; ${process.execPath} ${SIGNPOST} sandbox -- true`;
  const forbidden = ['unshare', '--user', '--map-root-user', 'sh', '-c', script];
  const { code, stderr } = await run(forbidden, '', folder);
  assert.equal(code, 2);
  assert.match(stderr, /^error sandbox-forbidden: /m);
  assert.match(stderr, /sysctl -w user\.max_user_namespaces=/);
});

test('a missing tool is named with its package', async () => {
  const { code, stderr } = await run([
    'env',
    `PATH=${folder}`,
    process.execPath,
    SIGNPOST,
    'sandbox',
    '--',
    'true',
  ]);
  assert.equal(code, 2);
  assert.match(stderr, /^error sandbox-forbidden: .*setpriv.*\n.*apt-get install util-linux/m);
});

function noTerminal(): string | false {
  return spawnSync('script', ['--version']).status === 0 ? false : 'script (bsdutils) is not installed';
}

function command(become: readonly string[], script: string): string[] {
  const cache = `XDG_CACHE_HOME=${join(folder, become.length ? 'nobody' : 'own')}`;
  return [...become, 'env', cache, process.execPath, SIGNPOST, 'sandbox', '--', 'sh', '-c', script];
}

function signpost(become: readonly string[], [script = '']: readonly string[], input = '', cwd = folder) {
  return run(command(become, script), input, cwd);
}

interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run([program = '', ...args]: readonly string[], input = '', cwd = folder): Promise<End> {
  return new Promise((resolve) => {
    const child = execFile(program, args, { cwd }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

interface Running extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly exitCode: Promise<number | null>;
  /** The network namespace inside. */
  readonly namespace: string;
}

/** Starts a program that says `ready`. */
async function start(become: readonly string[], script: string): Promise<Running> {
  const [program = '', ...args] = command(become, `readlink /proc/self/ns/net; ${script}`);
  const child = spawn(program, args, { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  const exitCode = once(child, 'exit').then(([code]) => code as number | null);
  let namespace = '';
  for await (const line of createInterface(child.stdout)) {
    if (line === 'ready') break;
    namespace = line;
  }
  const dispose = async () => {
    child.kill('SIGKILL');
    await exitCode;
  };
  return { child, exitCode, namespace, [Symbol.asyncDispose]: dispose };
}

function processesIn(namespace: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && isIn(pid, namespace));
}

/** A zombie holds no namespace any more. */
function isIn(pid: number, namespace: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`) === namespace;
  } catch {
    return false;
  }
}
