/** What does not resolve, but looks up the answers or tries everything, must not pass. */
import assert from 'node:assert/strict';
import { chmod, copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { cacheFolder } from '../base/index.ts';
import { callSignpost, latestRun } from './testing/call-signpost.ts';

const ROOT = join(import.meta.dirname, '../..');
const CASE = 'well-known/port';

let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-cheats-'));
  // Started as root, it runs as a user of no rights.
  await chmod(folder, 0o755);
  for (const name of ['cheat.mjs', 'sends-everywhere.mjs', 'leaves-a-daemon.mjs', 'listeners.mjs'])
    await copyFile(join(import.meta.dirname, 'testing', name), join(folder, name));
});

after(() => rm(folder, { recursive: true }));

function ways() {
  return [
    { name: 'show', run: [process.execPath, join(ROOT, 'harness/signpost.mjs'), 'show', CASE] },
    { name: 'library', read: join(ROOT, 'scenarios/well-known/port.json') },
    { name: 'kept', read: join(ROOT, 'node_modules/.cache/signpost') },
    { name: 'golden', read: join(ROOT, 'fixtures/golden/kill-matrix.json') },
    { name: 'record', read: join(folder, 'reports/latest.jsonl') },
    { name: 'key', read: join(cacheFolder(), 'pki/sealed/secrets') },
  ];
}

async function judged(program: string, args: readonly string[] = []) {
  const words = Buffer.from(JSON.stringify(ways())).toString('base64');
  const command = `node '${join(folder, program)}' ${words}`;
  const { code, stdout, stderr } = await callSignpost(folder, [
    'run',
    CASE,
    '--no-twins',
    ...args,
    '-i',
    command,
  ]);
  const run = await latestRun(folder);
  const status = [...run.verdicts].find((one) => one.id === CASE)?.status;
  return { code, status, told: stdout + stderr, said: [...run.stderr.values()].join(''), trust: run.header };
}

test('whoever looks for what is expected finds nothing', async () => {
  const { status, said, told } = await judged('cheat.mjs');
  assert.match(said, /^worked: nothing$/m, told);
  assert.doesNotMatch(said, /^worked: (?!nothing)/m);
  assert.notEqual(status, 'pass');
});

test('without being hidden it would all be found: the record and the terminal say so', async () => {
  const { status, said, told, trust } = await judged('cheat.mjs', ['--trust']);
  assert.match(said, /^worked: show library kept golden record key$/m, told);
  assert.equal(status, 'pass');
  assert.match(told, /--trust/);
  assert.equal('trust' in trust && trust.trust, true);
});

test('whoever sends the request to everything that listens does not pass', async () => {
  const { status, told } = await judged('sends-everywhere.mjs');
  assert.equal(status, 'fail', told);
});

test('a daemon that one implementation leaves behind sends nothing into the cases of the next', async () => {
  const leaver = `node '${join(folder, 'leaves-a-daemon.mjs')}'`;
  const asked = ['run', CASE, 'well-known/srv-of-delegate', '--no-twins', '-i', leaver, '-i', 'reference'];
  const { stdout, stderr } = await callSignpost(folder, asked);
  const { verdicts } = await latestRun(folder);
  const ofReference = [...verdicts].filter(({ implementation }) => implementation === 'reference');
  assert.deepEqual(
    ofReference.map(({ status }) => status),
    ['pass', 'pass'],
    stdout + stderr,
  );
});
