/** The record of a run, as others read it: by the published schema, and without the library that it was made from. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rename, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { z } from 'zod';
import { readRun } from '../record/index.ts';
import { callSignpost } from './testing/call-signpost.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const RESOLVER = `python3 ${path.join(ROOT, 'docs/examples/resolver.py')}`;
/** Straight, and not from the bundle, which is the checkout's. */
const MAIN = "import('./harness/cli.ts').then(({ main }) => main(process.argv.slice(1)))";
const SELECTORS = ['srv/fed', 'srv/failover', 'names/changed-file', 'well-known/large#50-kib'];
/** Those and the twins of one of them. */
const SHOWN = [...SELECTORS, 'srv/fed~*'];

let folder: string;
const record = () => path.join(folder, 'reports/latest.jsonl');
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-record-'));
  await callSignpost(folder, ['run', '-i', 'reference', '-i', `naive=${RESOLVER}`, ...SELECTORS]);
});
after(() => rm(folder, { recursive: true }));

test('each line is valid by the published schema', async () => {
  const published = await readFile(path.join(ROOT, 'reports/record.schema.json'), 'utf8');
  const schema = z.fromJSONSchema(JSON.parse(published));
  const lines = (await readFile(record(), 'utf8')).trimEnd().split('\n');
  const types = new Set(lines.map((line) => JSON.parse(line).type));
  assert.deepEqual([...types].sort(), [
    'asked',
    'case',
    'clauses',
    'end',
    'implementation',
    'run',
    'verdict',
  ]);
  for (const line of lines) {
    const result = schema.safeParse(JSON.parse(line));
    assert.ok(result.success, `${line.slice(0, 200)}: ${result.error?.message}`);
  }
});

test('it says who was asked what, where, and with which library', async () => {
  const { header, implementations, asked, cases, verdicts, end } = await readRun(record());
  assert.ok(header.format === 2);
  assert.deepEqual(header.options, { selectors: SELECTORS, level: 'all', twins: true });
  assert.match(header.library ?? '', /^sha256:/);
  const [, naive] = implementations;
  assert.equal(naive?.implementation, 'naive');
  assert.equal(naive?.kind, 'process');
  assert.deepEqual(naive?.argv, RESOLVER.split(' '));
  for (const one of asked) assert.equal(one.cases, cases.size);
  assert.equal(verdicts.length, 2 * cases.size);
  assert.ok(end);
});

test('a skip names the case that it rests on', async () => {
  const { verdicts } = await readRun(record());
  const skipped = verdicts.filter(({ status, twin, because }) => status === 'skip' && twin && because);
  assert.ok(skipped.length > 0);
  for (const { twin, because } of skipped) assert.deepEqual(because, { case: twin?.parent });
});

test('a failure says where it went wrong, with the event or the decision', async () => {
  const { verdicts, cases } = await readRun(record());
  const failed = verdicts.filter(({ status }) => status === 'fail');
  assert.ok(failed.length > 0);
  for (const { id, divergence, events } of failed) {
    assert.ok(divergence, id);
    const { event, instead } = divergence;
    const decisions = cases
      .get(id)
      ?.rounds.flatMap((questions) => questions.flatMap(({ outcome }) => outcome.trace));
    assert.ok(events.some(({ n }) => n === event) || decisions?.[instead ?? -1], id);
  }
});

test('a case is shown from the record as from the library', async () => {
  const live = await callSignpost(folder, ['show', ...SHOWN]);
  const read = await callSignpost(folder, ['show', '--run', record(), ...SHOWN]);
  assert.equal(read.code, 0, read.stderr);
  const cases = (text: string) => text.trimEnd().split('\n\n\n').sort();
  const withoutVerdicts = cases(read.stdout).map((text) => text.replace(/\n\nVerdicts\n.*$/s, ''));
  assert.equal(withoutVerdicts.length, cases(live.stdout).length);
  assert.deepEqual(withoutVerdicts, cases(live.stdout));
  assert.match(read.stdout, /^ {2}scenarios\/well-known\/large\.json:\d+, variant 50-kib$/m);
  assert.match(read.stdout, /^Expected\n {2}step \d/m);
  assert.match(read.stdout, /^ {2}naive {2}fail {2}unexpected$/m);
});

test('without any scenario the record shows the same', async () => {
  const away = path.join(folder, 'away');
  const copy = path.join(folder, 'copy');
  for (const name of ['harness', 'fixtures', 'scenarios', 'package.json', 'docs'])
    await cp(path.join(ROOT, name), path.join(copy, name), { recursive: true });
  await symlink(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  const show = () => {
    const words = [
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      MAIN,
      '--',
      'show',
      '--run',
      record(),
      ...SHOWN,
    ];
    return promisify(execFile)(process.execPath, words, { cwd: copy });
  };
  const first = await show();
  await rename(path.join(copy, 'scenarios'), away);
  const second = await show();
  assert.ok(first.stdout.length > 1000);
  assert.equal(second.stdout, first.stdout);
});

test('a case that was not asked, and a file that is no record, are told', async () => {
  const other = await callSignpost(folder, ['show', '--run', record(), 'srv/legacy']);
  assert.equal(other.code, 2);
  assert.match(other.stderr, /no case "srv\/legacy" was asked in the run of /);
  const missing = await callSignpost(folder, ['show', '--run', path.join(folder, 'none.jsonl'), 'srv/fed']);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /none\.jsonl cannot be read/);
});

test('two implementations of one name are not asked', async () => {
  const { code, stderr } = await callSignpost(folder, [
    'run',
    '-i',
    'reference',
    '-i',
    'reference',
    'srv/fed',
  ]);
  assert.equal(code, 2);
  assert.match(stderr, /reference is named twice/);
  const taken = await callSignpost(folder, ['run', '-i', RESOLVER, '--as', 'reference', 'srv/fed']);
  assert.match(taken.stderr, /reference is the name of another implementation/);
});
