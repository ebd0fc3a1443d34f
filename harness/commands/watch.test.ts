/** A run that goes on asking, as its user sees it. Whatever a test waits for is a line that the command writes. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readRun } from '../record/index.ts';
import { callSignpost } from './testing/call-signpost.ts';

const SIGNPOST = path.join(import.meta.dirname, '..', 'signpost.mjs');

/** It never asks for SRV records. */
const NAIVE = readFileSync(path.join(import.meta.dirname, '../../docs/examples/resolver.py'), 'utf8');
/** Nor for the file. */
const WORSE = NAIVE.replace('server if ":" in server else delegated(server)', 'server');

let folder: string;
before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'signpost-watch-'));
  // Whoever is asked may be a user of no rights.
  chmodSync(folder, 0o755);
});
after(() => rmSync(folder, { recursive: true }));

/** What it has written, read piece by piece. */
class Output {
  #text = '';
  #heard = () => {};

  constructor(child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#text += text;
        this.#heard();
      });
  }

  /** All up to the next place that this means, which is taken away. */
  async until(what: RegExp): Promise<string> {
    for (;;) {
      const found = what.exec(this.#text);
      if (found) {
        const end = found.index + found[0].length;
        const before = this.#text.slice(0, end);
        this.#text = this.#text.slice(end);
        return before;
      }
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }
}

const WAITS = /watching .*; Ctrl-C ends\n/;
const start = (words: readonly string[]) =>
  spawn(process.execPath, [SIGNPOST, ...words, '--reports', path.join(folder, 'reports')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
const records = () => readdirSync(path.join(folder, 'reports')).filter((name) => name !== 'latest.jsonl');

test('a change is asked again, whatever it is, and one record stays', async () => {
  const file = path.join(folder, 'mine.py');
  writeFileSync(file, NAIVE);
  const words = ['run', 'srv/fed', 'well-known/port', '--no-twins', '-i', `mine=python3 ${file}`];
  const child = start([...words, '--watch', folder]);
  const ended = once(child, 'exit');
  const output = new Output(child);
  assert.match(await output.until(WAITS), /FAIL srv\/fed .*\nmine: 1 as expected, 1 unexpected\n/s);

  writeFileSync(`${file}.new`, WORSE);
  renameSync(`${file}.new`, file);
  const worse = await output.until(WAITS);
  assert.match(
    worse,
    /^\n.*mine\.py changed\n.*FAIL well-known\/port .*\nmine: 0 as expected, 2 unexpected\n/s,
  );
  assert.match(worse, /^1 unexpected → 2, /m);

  writeFileSync(file, 'import sys\nsys.exit(3)\n');
  assert.match(await output.until(WAITS), /exited with code 3.*\nmine: not judged\n/s);

  rmSync(file);
  assert.match(await output.until(WAITS), /mine\.py changed\n.*\nmine: not judged\n/s);

  writeFileSync(file, NAIVE);
  for (const name of ['a.py', 'b.py', 'c.py']) writeFileSync(path.join(folder, name), '');
  const many = await output.until(WAITS);
  assert.match(many, /a\.py, .*b\.py and 2 more files changed\n/);
  assert.match(many, /^2 unexpected → 1, /m);

  assert.equal(records().length, 1);
  child.kill('SIGINT');
  assert.deepEqual(await ended, [1, null]);
  const { end, verdicts } = await readRun(path.join(folder, 'reports', 'latest.jsonl'));
  assert.equal(end?.unexpected, 1);
  assert.equal(verdicts.length, 2);
});

test('it ends with the exit code of the last asking', async () => {
  const file = path.join(folder, 'source');
  writeFileSync(file, '');
  const words = [
    'run',
    'srv/fed',
    '--no-twins',
    '-i',
    'reference',
    '--reports',
    path.join(folder, 'reports'),
  ];
  const child = spawn(process.execPath, [SIGNPOST, ...words, '--watch', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const output = new Output(child);
  assert.match(await output.until(WAITS), /reference: 1 as expected, nothing unexpected\n/);
  writeFileSync(file, 'changed');
  assert.match(await output.until(WAITS), /source changed\nreference: 1 as expected/);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});

test('of all logs and data folders of a homeserver only those of the last asking stay, and are told', async () => {
  const home = path.join(folder, 'failing');
  const reports = path.join(folder, 'of-failing');
  mkdirSync(home);
  const manifest = {
    ...{ name: 'failing', kind: 'homeserver', title: 'It fails', ready: '/ready' },
    start: ['sh', '-c', 'echo x > {data}/db; echo no keys; exit 3'],
    triggers: { profile: { path: '/{server}', reached: ['200'] } },
  };
  writeFileSync(path.join(home, 'implementation.json'), JSON.stringify(manifest));
  const words = ['run', 'srv/fed', '--no-twins', '-i', home, '--keep-data', '--watch', home];
  const child = spawn(process.execPath, [SIGNPOST, ...words, '--reports', reports], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  const output = new Output(child);
  assert.match(await output.until(WAITS), /its log: .*\.failing\.log\n.*\.failing\.data\n/);
  writeFileSync(path.join(home, 'source'), '');
  assert.match(await output.until(WAITS), /source changed\n/);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [2, null]);
  const kinds = readdirSync(reports).map((name) => name.slice(name.indexOf('.')));
  assert.deepEqual(kinds.sort(), ['.failing.data', '.failing.log', '.jsonl', '.jsonl']);
});

const REFUSED: readonly (readonly [what: string, words: readonly string[], told: RegExp])[] = [
  [
    'a path that is not there',
    ['-i', 'reference', '--watch', '/nowhere'],
    /^error: there is no \/nowhere to watch\n$/,
  ],
  ['nobody', ['--watch', '/'], /^error: --watch wants to know whose files these are: .*-i\n$/],
  [
    'somebody who was started elsewhere',
    ['-i', 'attach:http://127.0.0.1:1', '--watch', '/'],
    /^error: --watch starts whoever is asked anew after each change/,
  ],
  [
    'packets',
    ['-i', 'reference', '--pcap', '/tmp/never', '--watch', '/'],
    /^error: --pcap keeps the packets of one run/,
  ],
];

for (const [what, words, told] of REFUSED)
  test(`watching with ${what} is refused with a sentence`, async () => {
    const { code, stdout, stderr } = await callSignpost(folder, ['run', 'srv/fed', ...words]);
    assert.deepEqual({ code, stdout }, { code: 64, stdout: '' }, stderr);
    assert.match(stderr, told);
  });
