import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout as duration } from 'node:timers/promises';
import { now } from '../clock.ts';
import type { Lag } from '../loop-watch.ts';
import { MachineWatch } from './machine-watch.ts';

const session = (pid: number | 'self') =>
  readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ')[3];

function watched() {
  const lags: Lag[] = [];
  const absent: string[] = [];
  const watch = new MachineWatch({ hear: (lag) => lags.push(lag), absent: (why) => absent.push(why) });
  return { lags, absent, watch };
}

test('a process that is not let run tells how late it was, on our clock', async () => {
  const { lags, absent, watch } = watched();
  await using _ = watch;
  await watch.flush();
  const [pid, begun] = [watch.pid ?? 0, now()];
  process.kill(pid, 'SIGSTOP');
  await duration(300);
  process.kill(pid, 'SIGCONT');
  await watch.flush();
  const late = lags.filter(({ at }) => at > begun);
  assert.ok(late.reduce((sum, { ms }) => sum + ms, 0) >= 200, JSON.stringify(lags));
  assert.ok(late.every(({ at }) => at <= now()));
  assert.deepEqual(absent, []);
});

test('perl-base is enough: without Time::HiRes it asks the kernel for the time', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'perl-'));
  mkdirSync(join(folder, 'Time'));
  writeFileSync(join(folder, 'Time/HiRes.pm'), 'die;');
  const { PERL5LIB: before } = process.env;
  process.env.PERL5LIB = folder;
  t.after(() => {
    if (before === undefined) delete process.env.PERL5LIB;
    else process.env.PERL5LIB = before;
    rmSync(folder, { recursive: true });
  });
  const { lags, absent, watch } = watched();
  await using _ = watch;
  await watch.flush();
  process.kill(watch.pid ?? 0, 'SIGSTOP');
  await duration(200);
  process.kill(watch.pid ?? 0, 'SIGCONT');
  await watch.flush();
  const at = lags.at(-1)?.at ?? 0;
  assert.ok(at <= now() && at > now() - 10_000, String(at));
  assert.deepEqual(absent, []);
});

test('it lives in our session, as the kernel shares processors by session', async () => {
  const { watch } = watched();
  await using _ = watch;
  await watch.flush();
  assert.equal(session(watch.pid ?? 0), session('self'));
});

test('disposed, it has ended, and that is no surprise', async () => {
  const { absent, watch } = watched();
  await watch.flush();
  await watch[Symbol.asyncDispose]();
  assert.equal(existsSync(`/proc/${watch.pid}`), false);
  assert.deepEqual(absent, []);
  await watch.flush();
});

test('where it cannot run, it is absent, says why once, and nobody waits for it', async () => {
  const absent: string[] = [];
  const on = { hear: () => {}, absent: (why: string) => absent.push(why) };
  const watch = new MachineWatch(on, '/no/such/perl');
  await watch.flush();
  await watch[Symbol.asyncDispose]();
  assert.equal(absent.length, 1);
  assert.match(absent[0] ?? '', /ENOENT/);
});

test('one that dies is absent from then on', async () => {
  const { absent, watch } = watched();
  await watch.flush();
  process.kill(watch.pid ?? 0, 'SIGKILL');
  while (absent.length === 0) await watch.flush();
  assert.deepEqual(absent, ['SIGKILL']);
  await watch[Symbol.asyncDispose]();
});

test('it ends with who started it, however that ends, and does not keep it running', async () => {
  const module = JSON.stringify(new URL('./machine-watch.ts', import.meta.url).href);
  const script = `const { MachineWatch } = await import(${module});
    const watch = new MachineWatch({ hear() {}, absent() {} });
    await watch.flush();
    console.log(watch.pid);`;
  const flags = process.execArgv.filter((flag) => !flag.startsWith('--test'));
  const start = (more: string) =>
    spawn(process.execPath, [...flags, '--input-type=module', '-e', script + more], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  const quick = start('');
  assert.deepEqual(await once(quick, 'exit'), [0, null]);
  const killed = start('setInterval(() => {}, 1000)');
  const [pid] = await once(createInterface({ input: killed.stdout }), 'line');
  assert.ok(existsSync(`/proc/${pid}`));
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  while (isRunning(Number(pid))) await duration(5);
});

/** A zombie that nobody has reaped has ended, too. */
function isRunning(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /, '')[0] !== 'Z';
  } catch {
    return false;
  }
}
