/** What the process outside believes of what comes over the pipe. */
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { enterSandbox } from './enter.mjs';

const RUNNER = join(import.meta.dirname, 'testing', 'runner.mjs');

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-proof-'));
});
beforeEach(() => rm(join(folder, 'record.jsonl'), { force: true }));
afterEach(() => {
  // A command listens to the end, which for this process comes later.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) process.removeAllListeners(signal);
});
after(() => rm(folder, { recursive: true }));

/** Runs it in a sandbox, with what `testing/runner.mjs` exports and the path of a record, FILE. */
async function inside(script: string, { recorded = false, program = false } = {}): Promise<number> {
  const file = join(folder, 'inside.mjs');
  const before = `
    import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
    import { end, kill, recordIn, tell, word } from ${JSON.stringify(RUNNER)};
    const FILE = ${JSON.stringify(join(folder, 'record.jsonl'))};`;
  await writeFile(file, `${before}\n${script}\n`);
  return enterSandbox([file], { program, recorded, without: 'nothing works here' });
}

test('an exit code without the word is nobody’s', async () => {
  const forged = String.raw`tell('exit 0\nexit 0 0\nexit 00000000000000000000000000000000 0\n'); kill();`;
  await assert.rejects(inside(forged), { code: 'inner-process-killed', what: /was ended by SIGKILL/ });
});

test('half a line of somebody else’s takes the exit code away, and makes none', async () => {
  await assert.rejects(inside("tell('exit 0');"), { code: 'inner-process-killed', what: /ended with 0/ });
});

test('the word stands in no environment and on no command line', async () => {
  const script = `
    const processes = readdirSync('/proc').filter((name) => Number(name) > 0);
    const seen = processes.flatMap((pid) => ['environ', 'cmdline'].map((name) => readFileSync('/proc/' + pid + '/' + name, 'latin1')));
    process.exitCode = !seen.join().includes('SIGNPOST_INSIDE') ? 2 : seen.some((text) => text.includes(word)) ? 1 : 0;`;
  assert.equal(await inside(script), 0);
});

test('a code that none of our commands has is a fault, and a program’s own is handed on', async () => {
  await assert.rejects(inside('process.exitCode = 77;'), { code: 'exit-code-unknown' });
  assert.equal(await inside('process.exitCode = 77;', { program: true }), 77);
  for (const code of [0, 1, 2, 64, 143]) assert.equal(await inside(`process.exitCode = ${code};`), code);
});

test('a program’s own code is not made up either', async () => {
  await assert.rejects(inside(String.raw`tell('exit 0\n'); kill();`, { program: true }), {
    code: 'inner-process-killed',
  });
});

const DOUBTS: readonly (readonly [where: string, script: string, doubt: RegExp])[] = [
  ['there is no record', '', /no record was begun/],
  ['the record is empty', 'recordIn(FILE);', /does not come to its end/],
  [
    'the record has no end line',
    String.raw`recordIn(FILE); writeFileSync(FILE, '{"type":"run"}\n');`,
    /does not come to its end/,
  ],
  ['the end line is torn', 'recordIn(FILE); writeFileSync(FILE, end(0).trim());', /does not come to its end/],
  [
    'something follows the end',
    String.raw`recordIn(FILE); writeFileSync(FILE, end(0) + '{}\n');`,
    /does not come to its end/,
  ],
  [
    'verdicts are unexpected',
    'recordIn(FILE); writeFileSync(FILE, end(2));',
    /2 verdicts in the record are unexpected/,
  ],
  ['there are problems', "recordIn(FILE); writeFileSync(FILE, end(0, ['x']));", /tells of 1 problem/],
  [
    'its file was removed, and another has the name',
    "writeFileSync(FILE + '2', end(0)); recordIn(FILE); renameSync(FILE + '2', FILE);",
    /does not come to its end|another file has taken its place/,
  ],
];

describe('a run that says 0 is not believed where', () => {
  for (const [where, script, doubt] of DOUBTS) {
    test(where, async () => {
      await assert.rejects(inside(script, { recorded: true }), { code: 'run-not-proven', what: doubt });
    });
  }
});

test('a run that says 1 is not believed without a record either', async () => {
  await assert.rejects(inside('process.exitCode = 1;', { recorded: true }), { code: 'run-not-proven' });
});

test('a run is believed where its record says the same', async () => {
  // Longer than what is read at once, both before the last line and in it.
  const long = String.raw`'x'.repeat(200_000) + '\n' + end(0, [], { conformance: 'y'.repeat(200_000) })`;
  assert.equal(await inside(`recordIn(FILE); writeFileSync(FILE, ${long});`, { recorded: true }), 0);
});

test('of several records the last one that was told counts', async () => {
  const two =
    "recordIn(FILE + '1'); writeFileSync(FILE + '1', end(2)); recordIn(FILE); writeFileSync(FILE, end(0));";
  assert.equal(await inside(two, { recorded: true }), 0);
  const other =
    "recordIn(FILE + '3'); writeFileSync(FILE + '3', end(0)); recordIn(FILE + '4'); writeFileSync(FILE + '4', end(2));";
  await assert.rejects(inside(other, { recorded: true }), { code: 'run-not-proven' });
});

test('nobody is held back from saying something worse than the record', async () => {
  const run = 'recordIn(FILE); writeFileSync(FILE, end(0));';
  for (const code of [1, 2]) {
    await rm(join(folder, 'record.jsonl'), { force: true });
    assert.equal(await inside(`${run} process.exitCode = ${code};`, { recorded: true }), code);
  }
  assert.equal(await inside('process.exitCode = 2;', { recorded: true }), 2);
  assert.equal(await inside('process.exitCode = 64;', { recorded: true }), 64);
});
