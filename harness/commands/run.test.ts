/** `run`, `lint`, `list` and `mutants` as a user meets them: what is printed, what is recorded, how it ends. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { EMPTY_BASELINE } from '../judge/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { conclude, concludeRun } from '../run/index.ts';
import { callSignpost, latestRun } from './testing/call-signpost.ts';

const SILENT = `${process.execPath} ${path.join(import.meta.dirname, '../adapters/zoo/exits-at-once.mjs')}`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-run-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a run that is as expected: exit 0, a summary, and a complete record', async () => {
  const { code, stdout } = await signpost(
    'run',
    '-i',
    'reference',
    '--no-twins',
    'srv/fed',
    'well-known/port',
  );
  assert.equal(code, 0, stdout);
  assert.match(stdout, /all +2 pass\n {2}2 as expected, nothing unexpected/);
  const { header, implementations, verdicts, end } = await latest();
  assert.deepEqual(header.implementations, ['reference']);
  assert.deepEqual(implementations[0]?.can, ['claim', 'connect', 'signed']);
  assert.deepEqual(verdicts.map(({ id, status, expected }) => [id, status, expected]).sort(), [
    ['srv/fed', 'pass', true],
    ['well-known/port', 'pass', true],
  ]);
  assert.ok(verdicts.every(({ events }) => events.some((event) => event.kind === 'http')));
  assert.equal(end?.complete, true);
  assert.equal(end?.counts.reference?.pass, 2);
});

test('a failure: exit 1, and the verdict says which clause, what was seen, and where it went wrong', async () => {
  const { code, stdout } = await signpost(
    'run',
    '-i',
    'mutant:srv-of-server-name',
    '--no-twins',
    'well-known/srv-of-delegate',
  );
  assert.equal(code, 1);
  assert.match(stdout, /^FAIL well-known\/srv-of-delegate {2}\[implied S33-e\]/m);
  assert.match(stdout, /^ {2}expected {2}step 3\.3 → target:8443 /m);
  assert.match(stdout, /^ {2}saw +http srv-of-origin:8448 /m);
  assert.match(stdout, /^ {2}diverges {2}at step 3\.3: went by SRV of the server name/m);
  assert.match(
    stdout,
    /^ {2}try +npx signpost shell well-known\/srv-of-delegate --dig _matrix-fed\._tcp\.fed\.\S+ SRV$/m,
  );
  assert.ok(!stdout.includes('\u001b'), 'no colours into a pipe');
  assert.equal((await latest()).end?.unexpected, 1);
});

test('what a run concludes can be concluded from its record', async () => {
  const { code } = await signpost('run', '-i', 'mutant:any-certificate-name', 'srv/fed', 'well-known/port');
  const { verdicts, late, end } = await latest();
  const finished = { name: 'mutant:any-certificate-name', verdicts, late, baseline: EMPTY_BASELINE };
  const terms = { cases: [], version: DEFAULT_SPEC_VERSION, level: 'all', whole: false, kills: {} } as const;
  const conclusion = conclude({ ...finished, problems: [], remarks: [] }, terms);
  const { counts, unexpected, problems, conformance, exitCode } = concludeRun([conclusion]);
  assert.deepEqual(
    { counts, unexpected, problems, conformance, exitCode },
    {
      counts: end?.counts,
      unexpected: end?.unexpected,
      problems: end?.problems,
      conformance: end?.conformance,
      exitCode: code,
    },
  );
  assert.ok(conclusion.kinds.every(({ unexpected, count }) => unexpected.length === count));
  const failures = conclusion.kinds.reduce((sum, { count }) => sum + count, 0);
  assert.equal(failures, conclusion.tally.all.fail, 'each failure is of a kind');
  assert.ok(failures > 0);
});

test('--level must: what breaks only a SHOULD is told and does not count', async () => {
  const args = ['run', '-i', 'mutant:first-address-only', 'fallback/dead-ipv6'];
  assert.equal((await signpost(...args)).code, 1);
  const { code, stdout } = await signpost(...args, '--level', 'must');
  assert.equal(code, 0);
  assert.match(stdout, /^FAIL fallback\/dead-ipv6 {2}\[SHOULD/m);
});

test('an adapter that does not start: exit 2, its name and what to do, and no verdicts', async () => {
  const { code, stdout } = await signpost('run', '-i', SILENT, 'srv/fed');
  assert.equal(code, 2, stdout);
  assert.match(stdout, /not judged/);
  const { verdicts, end } = await latest();
  assert.deepEqual(verdicts, []);
  assert.equal(end?.problems.length, 1);
});

test('a baseline: a known failure is expected, a failure that is gone is not, and a stale line is a mistake', async () => {
  const implementation = path.join(folder, 'naive');
  await mkdir(implementation);
  const resolver = path.join(import.meta.dirname, '../../docs/examples/resolver.py');
  await writeFile(
    path.join(implementation, 'implementation.json'),
    JSON.stringify({ name: 'naive', kind: 'process', title: 'Naive', start: ['python3', resolver] }),
  );
  const baseline = (text: string) => writeFile(path.join(implementation, 'baseline.txt'), text);
  const run = () => signpost('run', '-i', implementation, '--no-twins', 'srv/fed', 'well-known/port');

  await baseline('srv/fed  fail  # asks for no SRV records\n');
  assert.equal((await run()).code, 0);
  await baseline('srv/*  fail:used-8448-unasked  # asks for no SRV records\n');
  assert.equal((await run()).code, 0, 'of the kind that the line names');
  await baseline('srv/*  fail:no-host  # sends no Host\n');
  const other = await run();
  assert.equal(other.code, 1);
  assert.match(other.stdout, /^FAIL srv\/fed/m);
  await baseline(
    'srv/fed  fail  # asks for no SRV records\nwell-known/port  fail  # a failure that is gone\n',
  );
  const better = await run();
  assert.equal(better.code, 1);
  assert.match(better.stdout, /^PASS well-known\/port/m);
  await baseline('srv/fed  fail\n');
  const unreasoned = await run();
  assert.equal(unreasoned.code, 1);
  assert.match(unreasoned.stdout, /baseline\.txt:1: has no reason/);
});

test('a command begins green with a list of known failures anywhere, and a failure that comes later is told', async () => {
  const known = path.join(folder, 'known.txt');
  const resolver = `python3 ${path.join(import.meta.dirname, '../../docs/examples/resolver.py')}`;
  const of = ['-i', resolver, '--baseline', known];
  const missing = await signpost('run', 'srv/fed', '--no-twins', ...of);
  assert.equal(missing.code, 64);
  assert.match(
    missing.stderr,
    /there is no .*known\.txt\. To make it: npx signpost baseline -i .* --baseline .*known\.txt --write\n/,
  );
  const written = await signpost('baseline', 'srv/fed', 'srv/legacy', '--write', ...of);
  assert.equal(written.code, 0, written.stderr);
  assert.match(written.stdout, /known\.txt: 2 lines, 2 of them new, 0 removed/);
  assert.equal((await signpost('run', 'srv/fed', 'srv/legacy', '--no-twins', ...of)).code, 0);
  const lines = (await readFile(known, 'utf8')).split('\n');
  await writeFile(known, lines.filter((line) => !line.startsWith('srv/legacy')).join('\n'));
  const worse = await signpost('run', 'srv/fed', 'srv/legacy', '--no-twins', ...of);
  assert.equal(worse.code, 1);
  assert.match(worse.stdout, /FAIL srv\/legacy [\s\S]*1 as expected, 1 unexpected/);
});

test('mistakes of an author are told with file, line and column, and nothing runs', async () => {
  const file = path.join(folder, 'srv', 'broken.json');
  await mkdir(path.dirname(file));
  await writeFile(file, '{\n  "title": "Broken",\n  "clauses": ["S4-a"],\n  "hots": {}\n}\n');
  for (const verb of ['run', 'list', 'shell']) {
    const words = verb === 'shell' ? [verb, file, '--', 'true'] : [verb, file];
    const { code, stderr } = await signpost(...words);
    assert.equal(code, 64, verb);
    assert.match(stderr, /broken\.json:4:3: .*unknown.*"hots"[\s\S]*"hosts"/i, verb);
  }
  const lint = await signpost('lint', file);
  assert.equal(lint.code, 1);
  assert.match(lint.stdout, /broken\.json:4:3: /);
});

test('an expectation that the oracle contradicts is a lint error at its place', async () => {
  const library = path.join(import.meta.dirname, '../../scenarios');
  const text = await readFile(path.join(library, 'srv/fed.json'), 'utf8');
  const file = path.join(folder, 'contradicted.json');
  await writeFile(file, text.replace('"to": "target:8449"', '"to": "target:8448"'));
  const { code, stdout } = await signpost('lint', file);
  assert.equal(code, 1);
  const line = text.split('\n').findIndex((row) => row.includes('"to": "target:8449"')) + 1;
  assert.match(stdout, new RegExp(`contradicted\\.json:${line}:\\d+: .*target:8448.*target:8449`));
});

test('an expectation that an older version contradicts asks for the version from which on it holds', async () => {
  const text = await readFile(path.join(import.meta.dirname, '../../scenarios/srv/fed.json'), 'utf8');
  const file = path.join(folder, 'timeless.json');
  await writeFile(file, text.replace('"since": "v1.8",', ''));
  const { code, stdout } = await signpost('lint', file);
  assert.equal(code, 1);
  assert.match(stdout, /v1\.7 demands something else: write "since": "v1\.8"/);
});

test('an id that does not exist is a usage error with the nearest one', async () => {
  const { code, stderr } = await signpost('run', 'srv/fedd');
  assert.equal(code, 64);
  assert.match(stderr, /srv\/fed/);
});

test('list --json carries what scripts need', async () => {
  const { stdout } = await signpost('list', '--json', '--no-twins', 'srv/fed');
  const [only] = JSON.parse(stdout) as Record<string, unknown>[];
  assert.equal(only?.id, 'srv/fed');
  assert.equal(only?.server, 'fed.srv.test');
  assert.ok(Array.isArray(only?.clauses));
});

const signpost = (...words: readonly string[]) => callSignpost(folder, words);

const latest = () => latestRun(folder);
