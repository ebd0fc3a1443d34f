/** Negative twins as a user meets them: selected, counted, skipped with a reason, and killing what accepts too much. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { callSignpost, latestRun } from './testing/call-signpost.ts';

const CLAIMS_ONLY = `${process.execPath} ${path.join(import.meta.dirname, '../adapters/zoo/does-not-connect.mjs')}`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-twins-'));
});
afterEach(() => rm(folder, { recursive: true }));

const OF_FED = ['cert-expired', 'cert-of-address', 'cert-of-other', 'cert-of-target', 'cert-untrusted'];

test('a case brings its twins: they pass after it, are told apart, and stand in the record with their parent', async () => {
  const { code, stdout } = await signpost('run', '-i', 'reference', 'srv/fed');
  assert.equal(code, 0, stdout);
  assert.match(stdout, /1 case and its twins, spec/);
  assert.match(stdout, /^ {2}srv +1 pass\n {2}twins +5 pass\n {2}all +6 pass$/m);
  const { verdicts } = await latest();
  assert.deepEqual(
    verdicts.flatMap(({ twin }) => twin ?? []).sort((a, b) => (a.role < b.role ? -1 : 1)),
    OF_FED.map((role) => ({ parent: 'srv/fed', role, listener: 'target:8449' })),
  );
  const order = verdicts.map(({ id }) => id);
  assert.equal(order[0], 'srv/fed');
});

test('a twin that is named brings its parent', async () => {
  const { code, stdout } = await signpost('run', '-i', 'reference', 'srv/fed~cert-of-t*');
  assert.equal(code, 0, stdout);
  const { verdicts } = await latest();
  assert.deepEqual(verdicts.map(({ id, status }) => `${id} ${status}`).sort(), [
    'srv/fed pass',
    'srv/fed~cert-of-target pass',
  ]);
});

for (const [mutant, caught] of [
  ['any-certificate-name', ['cert-of-address', 'cert-of-other', 'cert-of-target']],
  ['accepts-expired', ['cert-expired']],
  ['no-certificate-check', OF_FED],
] as const) {
  test(`${mutant} passes the case, and its twins catch it`, async () => {
    const { code, stdout } = await signpost('run', '-i', `mutant:${mutant}`, 'srv/fed');
    assert.equal(code, 1, stdout);
    const { verdicts } = await latest();
    const failed = verdicts.filter(({ status }) => status === 'fail').map(({ id }) => id);
    assert.deepEqual(
      failed.sort(),
      caught.map((role) => `srv/fed~${role}`),
    );
    assert.equal(verdicts.length, 6);
  });
}

test('a file that is read behind a bad certificate is caught by the twins of its listener alone', async () => {
  const mutant = 'mutant:no-certificate-check-of-file';
  const { code, stdout } = await signpost('run', '-i', mutant, 'well-known/port~*expired');
  assert.equal(code, 1, stdout);
  const { verdicts } = await latest();
  assert.deepEqual(verdicts.map(({ id, status }) => `${id} ${status}`).sort(), [
    'well-known/port pass',
    'well-known/port~cert-expired pass',
    'well-known/port~wk-cert-expired fail',
  ]);
});

test('only Host is wrong: the right listener was reached, and the twins are asked', async () => {
  const { stdout } = await signpost('run', '-i', 'mutant:host-of-srv-target', 'srv/fed');
  assert.match(stdout, /^ {2}srv +1 fail\n {2}twins +5 pass/m);
});

test('a parent that went elsewhere proves nothing: its twins are skipped, which is said once', async () => {
  const { stdout } = await signpost('run', '-i', 'mutant:ignores-srv-target', 'srv/fed');
  assert.match(stdout, /^ {2}srv +1 fail\n {2}twins +5 skip$/m);
  assert.match(stdout, /^ {2}5 twins skipped: its parent case failed first$/m);
  assert.doesNotMatch(stdout, /^SKIP/m);
});

test('one that only says where it would go is asked for no twin', async () => {
  const { stdout } = await signpost('run', '-i', CLAIMS_ONLY, 'srv/fed');
  assert.match(stdout, /^ {2}5 twins skipped: needs "connect": it does not connect$/m);
});

test('list shows twins below their parents, and counts them apart', async () => {
  const { stdout, stderr } = await signpost('list', 'srv/fed');
  assert.deepEqual(
    stdout.split('\n').flatMap((line) => line.split(' ')[0] || []),
    ['srv/fed', ...OF_FED.map((role) => `srv/fed~${role}`)],
  );
  assert.equal(stderr, '1 case + 5 derived\n');
  const alone = await signpost('list', 'srv/fed', '--no-twins');
  assert.equal(alone.stderr, '1 case\n');
});

test('a twin can be shown; one that does not exist is a usage error that names those that do', async () => {
  const { stdout } = await signpost('show', 'srv/fed~cert-of-target');
  assert.match(stdout, /^srv\/fed~cert-of-target {2}target:8449 shows a certificate for the SRV target/);
  assert.match(stdout, /Twin of srv\/fed/);
  const { code, stderr } = await signpost('show', 'srv/fed~cert-of-nobody');
  assert.equal(code, 64);
  assert.match(stderr, /no twin "srv\/fed~cert-of-nobody"\n.*~cert-of-target/);
});

const signpost = (...words: readonly string[]) => callSignpost(folder, words);

const latest = () => latestRun(folder);
