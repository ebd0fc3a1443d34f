/** The record of a run, as others read it: by the published schema, and without the library that it was made from. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import * as z from 'zod';
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

test('a path to a scenario file means the cases of that file, as the record names it or as it is seen from here', async () => {
  const file = path.relative('', path.join(ROOT, 'scenarios/well-known/large.json'));
  const absolute = path.join(folder, 'absolute.jsonl');
  const text = await readFile(record(), 'utf8');
  assert.ok(text.includes(`"file":"${file}"`));
  await writeFile(absolute, text.replaceAll(`"file":"${file}"`, `"file":"${path.resolve(file)}"`));
  for (const run of [record(), absolute]) {
    for (const selector of [file, `./${file}`, path.resolve(file), `${file}#50-kib`]) {
      const { code, stdout, stderr } = await callSignpost(folder, ['show', '--run', run, selector]);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^well-known\/large#50-kib {2}/);
      assert.equal(stdout.match(/^Verdicts$/gm)?.length, 1);
    }
  }
  for (const selector of ['scenarios/srv/legacy.json', `${file}#51-kib`, 'large.json']) {
    const { code, stderr } = await callSignpost(folder, ['show', '--run', record(), selector]);
    assert.equal(code, 64, selector);
    assert.ok(stderr.includes(`no case "${selector}" was asked in the run of `), stderr);
  }
});

test('that a run was interrupted is told once, beside what is shown', async () => {
  const whole = await callSignpost(folder, ['show', '--run', record(), 'srv/fed']);
  assert.equal(whole.stderr, '');
  const lines = (await readFile(record(), 'utf8')).trimEnd().split('\n').slice(0, -1);
  const cut = path.join(folder, 'cut.jsonl');
  const early = `the run of ${cut} did not come to its end: there may be less than was going to be asked\n`;
  const torn = 'the last line is torn: the run was interrupted while it was written\n';
  for (const [end, notes] of [
    ['', early],
    ['{"type":"en', early + torn],
  ]) {
    await writeFile(cut, `${lines.join('\n')}\n${end}`);
    const { code, stdout, stderr } = await callSignpost(folder, ['show', '--run', cut, 'srv/fed']);
    assert.deepEqual([code, stdout, stderr], [0, whole.stdout, notes]);
  }
});

test('of a record of format 1 the verdicts are shown, and why there is no more', async () => {
  const file = path.join(folder, 'format-1.jsonl');
  const verdict = {
    ...{ type: 'verdict', id: 'srv/fed', implementation: 'mine', title: 'A title', level: 'MUST' },
    ...{ expected: false, status: 'fail', clauses: ['S4-a'], divergence: 'at step 4: never asked SRV' },
    reasons: [{ clause: 'S4-a', text: 'no request came' }],
    ...{ claim: null, events: [{ kind: 'dns', name: 'x.test', type: 'A', at: 1 }], ms: 1 },
  };
  const run = {
    ...{ type: 'run', run: 'a-run', started: '2026-11-30T10:00:00.000Z', signpost: '0.1.0', node: 'v20.0.0' },
    ...{ spec: 'v1.19', implementations: ['mine'], cases: 2 },
  };
  const end = {
    ...{ type: 'end', complete: true, counts: {}, unexpected: 1, problems: [], conformance: {}, ms: 5 },
  };
  const lines = [run, verdict, { ...verdict, id: 'srv/other' }, end];
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const shown = await callSignpost(folder, ['show', '--run', file, 'srv/fed']);
  assert.equal(shown.code, 0, shown.stderr);
  assert.deepEqual(shown.stdout.split('\n'), [
    'srv/fed  A title',
    '',
    'Verdicts',
    '  mine  fail  unexpected',
    '    at step 4: never asked SRV',
    '    no request came  [S4-a]',
    '',
  ]);
  assert.match(shown.stderr, /^the record is of format 1: .*\n$/);
  const other = await callSignpost(folder, ['show', '--run', file, 'srv/feb']);
  assert.equal(other.code, 64);
  assert.match(other.stderr, /no case "srv\/feb" was asked in the run of .*did you mean "srv\/fed"/s);
});

test('a case that was not asked, and a file that is no record, are told', async () => {
  const other = await callSignpost(folder, ['show', '--run', record(), 'srv/legacy']);
  assert.equal(other.code, 64);
  assert.match(other.stderr, /no case "srv\/legacy" was asked in the run of /);
  const missing = await callSignpost(folder, ['show', '--run', path.join(folder, 'none.jsonl'), 'srv/fed']);
  assert.equal(missing.code, 64);
  assert.match(missing.stderr, /none\.jsonl is not there$/m);
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
  assert.equal(code, 64);
  assert.match(stderr, /reference is named twice/);
  const taken = await callSignpost(folder, ['run', '-i', RESOLVER, '--as', 'reference', 'srv/fed']);
  assert.match(taken.stderr, /reference is the name of another implementation/);
});
