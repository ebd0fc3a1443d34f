/** `run --failed`, `--fail-fast` and `--quiet`. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { callSignpost, latestRun } from './testing/call-signpost.ts';

const ROOT = path.join(import.meta.dirname, '../..');
/** It never asks for SRV records. */
const NAIVE = ['-i', `naive=python3 ${path.join(ROOT, 'docs/examples/resolver.py')}`];
const CASES = ['srv/fed', 'well-known/port', 'control/*'];

let folder: string;
/** The record of a run in which one case failed. */
let record: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-failed-'));
  await callSignpost(folder, ['run', ...CASES, '--no-twins', ...NAIVE]);
  record = path.join(folder, 'first.jsonl');
  await cp(path.join(folder, 'reports/latest.jsonl'), record);
});
after(() => rm(folder, { recursive: true }));

const idsOf = async () => (await latestRun(folder)).verdicts.map(({ id }) => id).sort();

test('only what failed is asked again, and what came of that is a record like any other', async () => {
  const { code, stdout } = await callSignpost(folder, ['run', '--failed', record, ...NAIVE]);
  assert.equal(code, 1, stdout);
  assert.deepEqual(await idsOf(), ['srv/fed']);
  const { header } = await latestRun(folder);
  assert.ok(header.format === 2);
  assert.deepEqual([header.options.selectors, header.options.twins], [['srv/fed'], false]);
  const again = await callSignpost(folder, ['run', 'srv/*', '--failed', ...NAIVE]);
  assert.equal(again.code, 1, again.stdout);
});

test('a twin that failed is asked with its parent, and without the other twins', async () => {
  const mutant = ['-i', 'mutant:accepts-expired'];
  await callSignpost(folder, ['run', 'srv/fed', ...mutant]);
  const failed = (await latestRun(folder)).verdicts.filter(({ expected }) => !expected).map(({ id }) => id);
  assert.ok(failed.length > 0 && failed.every((id) => id.startsWith('srv/fed~')), failed.join());
  const { code } = await callSignpost(folder, ['run', '--failed']);
  assert.equal(code, 1);
  assert.deepEqual(await idsOf(), ['srv/fed', ...failed].sort());
});

test('where nothing failed there is nothing to ask, and the earlier record proves it', async () => {
  await callSignpost(folder, ['run', 'srv/fed', '--no-twins', '-i', 'reference']);
  const { code, stdout, stderr } = await callSignpost(folder, ['run', '--failed']);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, stdout);
  assert.match(stdout, /^no case was unexpected in .*latest\.jsonl: there is nothing to ask again\n$/);
});

test('what the earlier record does not tell is not taken for right', async () => {
  await callSignpost(folder, ['run', 'srv/fed', '--no-twins', '-i', 'reference']);
  const rows: readonly (readonly [words: readonly string[], told: RegExp])[] = [
    [['--failed', ...NAIVE], /is the record of reference, and says nothing of naive: /],
    [
      ['well-known/*', '--failed'],
      /^error: nothing that well-known\/\* means was asked in .*: run without --failed$/m,
    ],
    [['--failed', '--watch', folder], /--watch wants to know whose files these are/],
    [
      ['--failed', '-i', 'reference', '--watch', path.join(folder, 'nowhere')],
      /there is no .*nowhere to watch/,
    ],
  ];
  for (const [words, told] of rows) {
    const end = await callSignpost(folder, ['run', ...words]);
    assert.deepEqual([end.code, end.stdout], [64, ''], words.join(' '));
    assert.match(end.stderr, told);
  }
});

test('who could not be judged is not asked again by --failed', async () => {
  const broken = ['-i', "broken=sh -c 'exit 3'"];
  await callSignpost(folder, ['run', 'srv/fed', '--no-twins', ...NAIVE, ...broken]);
  const told = /^error: broken could not be judged in .*: run without --failed, or name who was, with -i$/m;
  for (const words of [[], broken, [...NAIVE, ...broken]]) {
    const end = await callSignpost(folder, ['run', '--failed', ...words]);
    assert.equal(end.code, 64, words.join(' '));
    assert.match(end.stderr, words.length === 0 ? /has to be said again, with -i: there is no/ : told);
  }
  const other = await callSignpost(folder, ['run', '--failed', ...NAIVE]);
  assert.equal(other.code, 1, other.stderr);
});

test('whoever asked single cases in between is told which record has what is left', async () => {
  const reports = ['--reports', path.join(folder, 'in-between')];
  const ask = (...words: string[]) =>
    callSignpost(folder, ['run', ...words, '--no-twins', ...NAIVE, ...reports]);
  await ask('srv/fed');
  await ask('well-known/port');
  const { code, stdout } = await callSignpost(folder, ['run', '--failed', ...NAIVE, ...reports]);
  assert.equal(code, 0);
  const line =
    /^1 case was unexpected in an earlier run, (\S+): name it after --failed to ask what that one left$/m;
  const [, named = ''] = line.exec(stdout) ?? [];
  assert.equal(
    (await callSignpost(folder, ['run', '--failed', named, ...NAIVE, ...reports])).code,
    1,
    stdout,
  );
});

/** What is put in place of the ids of a record, or behind it, and what is said then. */
const REFUSED: readonly (readonly [
  what: string,
  changed: (text: string) => string,
  words: readonly string[],
  code: number,
  told: RegExp,
])[] = [
  [
    'of cases that are gone',
    (text) =>
      text
        .replaceAll('srv/fed', 'srv/was-here')
        .replaceAll('fed.srv.test', 'was-here.srv.test')
        .replace(/^\{"type":"asked".*\n/m, ''),
    NAIVE,
    64,
    /this one is not there any more: srv\/was-here; the library is another one by now: run without --failed$/m,
  ],
  [
    'of somebody else',
    (text) => text,
    ['-i', 'reference'],
    64,
    /is the record of naive, and says nothing of reference/,
  ],
  [
    'of other cases',
    (text) => text,
    ['dns/*', ...NAIVE],
    64,
    /none of the case that was unexpected in .* is meant by dns\/\*/,
  ],
  ['that was put together', (text) => `${text}torn`, NAIVE, 2, /something follows the end of the run/],
];

for (const [what, changed, words, code, told] of REFUSED)
  test(`a record ${what} is refused with a sentence`, async () => {
    const file = path.join(folder, 'other.jsonl');
    await writeFile(file, changed(await readFile(record, 'utf8')));
    const cases = words[0]?.startsWith('-') ? [] : words.slice(0, 1);
    const rest = words.slice(cases.length);
    const end = await callSignpost(folder, ['run', ...cases, '--failed', file, ...rest]);
    assert.deepEqual({ code: end.code, stdout: end.stdout }, { code, stdout: '' }, end.stderr);
    assert.match(end.stderr, told);
  });

test('without a record it says what to do', async () => {
  const nowhere = path.join(folder, 'nowhere');
  const none = await callSignpost(folder, ['run', '--failed', '--reports', nowhere, ...NAIVE]);
  assert.equal(none.code, 64);
  assert.match(
    none.stderr,
    /^error: there is no record .*: run without --failed first, or name one: --failed RECORD\n$/,
  );
  const swallowed = await callSignpost(folder, ['run', '--failed', 'srv/fed', ...NAIVE]);
  assert.equal(swallowed.code, 64);
  assert.match(swallowed.stderr, /there is no record srv\/fed: cases are named before --failed/);
});

test('a record that was cut short is asked as far as it goes, and that is said', async () => {
  const file = path.join(folder, 'cut.jsonl');
  const lines = (await readFile(record, 'utf8')).trimEnd().split('\n');
  await writeFile(file, lines.filter((line) => !line.startsWith('{"type":"end"')).join('\n'));
  const { code, stdout } = await callSignpost(folder, ['run', '--failed', file, ...NAIVE]);
  assert.equal(code, 1);
  assert.match(stdout, /! the run of .*cut\.jsonl did not come to its end/);
});

test('--fail-fast ends with the first failure, and the record says so', async () => {
  const words = ['run', 'srv/fed', 'well-known/*', '--parallel', '1', '--fail-fast'];
  const { code, stdout } = await callSignpost(folder, [...words, '-i', 'mutant:no-sni']);
  assert.equal(code, 1, stdout);
  assert.match(stdout, /^ended with the first that is unexpected, after \d+ verdicts?$/m);
  const { end, asked, verdicts } = await latestRun(folder);
  assert.equal(end?.early, true);
  assert.equal(end?.unexpected, 1);
  assert.equal(verdicts.filter(({ expected }) => !expected).length, 1);
  assert.ok(verdicts.length < (asked[0]?.cases ?? 0));
});

test('--quiet says one line of whoever is right, and tells what is wrong', async () => {
  const right = await callSignpost(folder, ['run', 'srv/fed', '-i', 'reference', '--quiet']);
  assert.deepEqual(right, { code: 0, stdout: 'reference: 6 as expected, nothing unexpected\n', stderr: '' });
  const wrong = await callSignpost(folder, ['run', 'srv/fed', '-q', '--no-twins', ...NAIVE]);
  assert.equal(wrong.code, 1);
  assert.match(
    wrong.stdout,
    /^\nFAIL srv\/fed .*\nnaive: 0 as expected, 1 unexpected\n.* s, recorded in .*\n$/s,
  );
  assert.equal(wrong.stderr, '');
});
