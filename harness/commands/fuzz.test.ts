/** Random worlds as a user meets them: told, repeated, kept as files that are scenarios like any other, interrupted. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, test } from 'node:test';
import { callSignpost } from './testing/call-signpost.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-fuzz-'));
});
afterEach(() => rm(folder, { recursive: true }));

const fuzz = (...args: readonly string[]) =>
  callSignpost(folder, ['fuzz', '--out', path.join(folder, 'kept'), ...args]);

test('the reference resolver agrees, and it is said how to ask for the same worlds again', async () => {
  const { code, stdout } = await fuzz('--seed', '4', '--count', '20');
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^20 worlds, and \d+ in which the text leaves open what is right; \d+ clauses$/m);
  assert.match(stdout, /^reference against the oracle {2}no disagreement in 20 worlds(; \d+ say nothing)?$/m);
  assert.match(stdout, /^the same worlds again: npx signpost fuzz --seed 4 --count 20$/m);
  assert.deepEqual(await readdir(folder), []);
});

test('what is wrong is kept in a file that lint finds nothing in, and that shows it again', async () => {
  const args = ['--seed', '4', '--count', '12', '-i', 'mutant:ignores-srv-target'];
  const { code, stdout } = await fuzz(...args);
  assert.equal(code, 1, stdout);
  assert.match(
    stdout,
    /^mutant:ignores-srv-target against the oracle {2}a disagreement in \d+ of 12 worlds$/m,
  );
  const names = await readdir(path.join(folder, 'kept'));
  assert.ok(
    names.length > 0 && names.every((name) => /^ignores-srv-target-4-\d+\.json$/.test(name)),
    `${names}`,
  );
  const files = names.map((name) => path.join(folder, 'kept', name));
  const linted = await callSignpost(folder, ['lint', ...files]);
  assert.equal(linted.code, 0, linted.stdout);
  for (const file of files) {
    assert.match(
      stdout,
      new RegExp(`npx signpost run .*${path.basename(file)} -i mutant:ignores-srv-target$`, 'm'),
    );
    const failed = await callSignpost(folder, ['run', file, '-i', 'mutant:ignores-srv-target', '--no-twins']);
    assert.equal(failed.code, 1, failed.stdout);
    const passed = await callSignpost(folder, ['run', file, '-i', 'reference']);
    assert.equal(passed.code, 0, passed.stdout);
  }
  const before = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const again = await fuzz(...args);
  assert.equal(again.stdout, stdout);
  assert.deepEqual(await Promise.all(files.map((file) => readFile(file, 'utf8'))), before);
});

test('chance begins somewhere else each time, and says where', async () => {
  const { stdout } = await fuzz('--count', '1');
  assert.match(stdout, /^the same worlds again: npx signpost fuzz --seed \d+ --count 1$/m);
});

const USAGE: readonly (readonly string[])[] = [
  ['--seed', '-1'],
  ['--seed', '1.5'],
  ['--seed', '99999999999'],
  ['--count', '0'],
  ['--count', 'many'],
  ['--count', '20001'],
  ['--spec', 'v9.9'],
  ['srv/fed'],
];

for (const args of USAGE) {
  test(`not a way to call it: ${args.join(' ')}`, async () => {
    const { code, stderr } = await fuzz(...args);
    assert.equal(code, 64);
    assert.match(stderr, /error: /);
  });
}

test('somebody who does not exist is an error of the harness', async () => {
  const { code, stderr } = await fuzz('-i', 'nobody-has-this-name');
  assert.notEqual(code, 0);
  assert.match(stderr, /nobody-has-this-name/);
});

test('Ctrl-C: it is said how to ask for the same worlds again', async () => {
  const signpost = path.join(import.meta.dirname, '..', 'signpost.mjs');
  const child = spawn(process.execPath, [
    signpost,
    'fuzz',
    '--seed',
    '4',
    '--count',
    '20000',
    '--out',
    folder,
  ]);
  const told = text(child.stderr);
  const exit = once(child, 'exit');
  // It says how far it is, and so that it is at work.
  await once(child.stderr, 'data');
  child.kill('SIGINT');
  assert.deepEqual(await exit, [130, null]);
  assert.match(
    await told,
    /interrupted; the same worlds again: \S.*signpost(\.mjs)? fuzz --seed 4 --count 20000$/m,
  );
  assert.deepEqual(await readdir(folder), []);
});
