/** Runs that end before their time, in every way there is: what they leave is a readable record, and nothing else. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { readRun } from '../../record/index.ts';

const SIGNPOST = path.join(import.meta.dirname, '..', '..', 'signpost.mjs');
const ZOO = path.join(import.meta.dirname, '..', '..', 'adapters', 'zoo');
const STAYS_BEHIND = `${process.execPath} ${path.join(ZOO, 'stays-behind.mjs')}`;
/** The first is judged before the others are asked. */
const CASES = ['srv/fed', 'well-known/*'];

let folder: string;
const inFolder = (...names: readonly string[]) => path.join(folder, ...names);
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-interruption-'));
  await mkdir(inFolder('tmp'));
});
afterEach(() => rm(folder, { recursive: true }));

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  test(`${signal}: exit code ${code}, and it is said how far the run came`, async () => {
    await using run = await stuckRun();
    run.child.kill(signal);
    assert.deepEqual(await run.exit, [code, null]);
    assert.match(await run.stderr, /^interrupted after \d+ verdicts?: .*\.jsonl is readable up to there$/m);
    await nothingIsLeft(run.namespace);
    await recordSoFar();
  });
}

test('kill -9 of the runner', async () => {
  await using run = await stuckRun();
  run.child.kill('SIGKILL');
  assert.deepEqual(await run.exit, [null, 'SIGKILL']);
  await nothingIsLeft(run.namespace);
  await recordSoFar();
});

test('kill -9 of the process inside: it is said, and exit code 2', async () => {
  await using run = await stuckRun();
  const [inside] = processesIn(run.namespace).filter((pid) => isSignpost(pid));
  assert.ok(inside);
  process.kill(inside, 'SIGKILL');
  assert.deepEqual(await run.exit, [2, null]);
  const told =
    /^error inner-process-killed: the process inside the sandbox was ended by SIGKILL: .*\.jsonl is readable up to there$/m;
  assert.match(await run.stderr, told);
  await nothingIsLeft(run.namespace);
  await recordSoFar();
});

test('kill -9 of what holds the sandbox: it is said, and exit code 2', async () => {
  await using run = await stuckRun();
  const held = readFileSync(`/proc/${run.child.pid}/task/${run.child.pid}/children`, 'utf8')
    .trim()
    .split(' ');
  assert.equal(held.length, 1);
  process.kill(Number(held[0]), 'SIGKILL');
  assert.deepEqual(await run.exit, [2, null]);
  assert.match(await run.stderr, /^error inner-process-killed: .* was ended by SIGKILL: /m);
  await nothingIsLeft(run.namespace);
  await recordSoFar();
});

test('kill -9 of what holds the sandbox before anything runs in it: it is said, and exit code 2', async () => {
  const child = start(['-i', 'reference', 'srv/fed']);
  const stderr = text(child.stderr);
  const exit = once(child, 'exit');
  let held = '';
  while (held === '') {
    assert.equal(child.exitCode, null);
    held = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim();
    await pause(0);
  }
  process.kill(Number(held.split(' ')[0]), 'SIGKILL');
  assert.deepEqual(await exit, [2, null]);
  assert.match(await stderr, /^error inner-process-killed: .* was ended by SIGKILL: /m);
  assert.ok(!(await readdir(folder)).includes('reports'));
});

test('a second Ctrl-C ends a run that does not end by the first', async () => {
  await using run = await stuckRun();
  const [inside] = processesIn(run.namespace).filter((pid) => isSignpost(pid));
  assert.ok(inside);
  process.kill(inside, 'SIGSTOP');
  run.child.kill('SIGINT');
  // Two that come at once are one to it.
  while (run.child.exitCode === null && run.child.signalCode === null) {
    await pause(200);
    run.child.kill('SIGINT');
  }
  // A third may meet a Node that is on its way out and takes signals no more: to a shell, that is 130 as well.
  const [code, signal] = await run.exit;
  assert.ok(code === 130 || signal === 'SIGINT', `${code} ${signal}`);
  await nothingIsLeft(run.namespace);
  await recordSoFar();
});

test('a pipe whose reader has gone', async () => {
  await using run = await stuckRun(undefined, ['srv/fed', 'well-known/port']);
  // What it says next, at the end, is the error of the implementation that never answers.
  run.child.stdout?.destroy();
  assert.deepEqual(await run.exit, [141, null]);
  await nothingIsLeft(run.namespace);
  // What cannot be told any more was recorded before.
  assert.deepEqual(
    (await latest()).verdicts.map(({ id }) => id),
    ['srv/fed', 'well-known/port'],
  );
});

const noTerminal = spawnSync('script', ['--version']).status === 0 ? false : 'script is not installed';

test('Ctrl-C in a terminal', { skip: noTerminal }, async () => {
  await using run = await stuckRun(inTerminal);
  run.child.stdin?.write('\x03');
  assert.deepEqual(await run.exit, [130, null]);
  await nothingIsLeft(run.namespace);
  await recordSoFar();
});

test('a terminal that is closed', { skip: noTerminal }, async () => {
  await using run = await stuckRun(inTerminal);
  run.child.kill('SIGKILL');
  await run.exit;
  await nothingIsLeft(run.namespace);
  await recordSoFar();
});

test('two runs at once, from nothing, into the same folders: one is killed, and the other knows nothing of it', async () => {
  const others = [0, 1].map(() => {
    const child = start(['-i', 'reference', '--no-twins', 'srv/*', 'fallback/*']);
    return Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  });
  await using run = await stuckRun();
  run.child.kill('SIGKILL');
  await nothingIsLeft(run.namespace);
  for (const [[code], stdout, stderr] of await Promise.all(others)) assert.equal(code, 0, stdout + stderr);
  const names = (await readdir(inFolder('reports'))).sort();
  assert.equal(names.length, 4, names.join(' '));
  assert.equal(names.pop(), 'latest.jsonl');
  assert.ok(names.includes(await readlink(inFolder('reports', 'latest.jsonl'))));
  const runs = await Promise.all(names.map((name) => readRun(inFolder('reports', name))));
  assert.deepEqual(runs.map(({ interrupted }) => interrupted).sort(), [false, false, true]);
  for (const { end, verdicts, header } of runs) if (end) assert.equal(verdicts.length, header.cases);
  const kept = await readdir(inFolder('cache', 'signpost', 'pki'));
  assert.deepEqual(kept, ['sealed']);
});

/** Whole lines, and no end. */
async function recordSoFar(): Promise<void> {
  const { interrupted, verdicts, implementations, header } = await latest();
  assert.equal(interrupted, true);
  assert.equal(implementations.length, 1);
  assert.equal(verdicts[0]?.id, 'srv/fed');
  assert.ok(verdicts.length < header.cases);
  assert.match(await readFile(inFolder('reports', 'latest.jsonl'), 'utf8'), /\n$/);
}

const latest = () => readRun(inFolder('reports', 'latest.jsonl'));

/** Mounts end with the last process in their namespace. */
async function nothingIsLeft(namespace: string): Promise<void> {
  while (processesIn(namespace).length > 0) await pause(10);
  // tsx keeps there, from one process to the next, what it has compiled.
  const temporary = (await readdir(inFolder('tmp'))).filter((name) => !name.startsWith('tsx-'));
  assert.deepEqual(temporary, []);
  assert.deepEqual(await readdir(inFolder('cache', 'signpost', 'scratch')), []);
}

interface Run extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly exit: Promise<unknown[]>;
  readonly stderr: Promise<string>;
  /** The network namespace inside. */
  readonly namespace: string;
}

/** Judged one case, and waits in the second for an answer that never comes. */
async function stuckRun(
  how = (words: readonly string[]) => words,
  cases: readonly string[] = CASES,
): Promise<Run> {
  // It tells where it lives in a file of ours, which would be hidden from it.
  const words = ['-i', STAYS_BEHIND, '--trust', '--parallel', '1', '--no-twins', ...cases];
  const child = start(words, how);
  const exit = once(child, 'exit');
  const stderr = text(child.stderr);
  child.stdout.resume();
  let namespace = '';
  while (namespace === '') {
    assert.equal(child.exitCode, null, `it ended: ${child.exitCode !== null && (await stderr)}`);
    namespace = await readFile(inFolder('trace'), 'utf8').catch(() => '');
    await pause(10);
  }
  const dispose = async () => {
    child.kill('SIGKILL');
    await exit;
  };
  return { child, exit, stderr, namespace, [Symbol.asyncDispose]: dispose };
}

function start(args: readonly string[], how = (words: readonly string[]) => words) {
  const words = [process.execPath, SIGNPOST, 'run', '--reports', inFolder('reports'), ...args];
  const [program = '', ...rest] = how(words);
  const env = {
    ...process.env,
    TMPDIR: inFolder('tmp'),
    XDG_CACHE_HOME: inFolder('cache'),
    ZOO_TRACE: inFolder('trace'),
  };
  return spawn(program, rest, { cwd: folder, env });
}

// Without `exec`, a shell that stays (dash does) would end by the same Ctrl-C and give its own exit code.
function inTerminal(words: readonly string[]): readonly string[] {
  const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  return ['script', '-qec', `exec ${quoted.join(' ')}`, '/dev/null'];
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

function isSignpost(pid: number): boolean {
  const [program, ...words] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  return program === process.execPath && words.includes(SIGNPOST);
}
