/** The command line itself: verbs, mistakes, exit codes. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { VERBS } from '../verbs.mjs';

const SIGNPOST = join(import.meta.dirname, '..', '..', 'signpost.mjs');

test('there is one file a verb, and no other', () => {
  const files = readdirSync(join(import.meta.dirname, '..')).filter((name) => /(?<!\.test)\.ts$/.test(name));
  assert.deepEqual(files.sort(), VERBS.map(({ name }) => `${name}.ts`).sort());
});

test('without a verb it says how it is used', async () => {
  const { code, stdout, stderr } = await signpost();
  assert.equal(code, 64);
  for (const { name, summary, hidden } of VERBS) {
    const listed = (stdout + stderr).replace(/\s+/g, ' ').includes(`${name} `);
    assert.ok(hidden || listed, `${name} (${summary}) is not in the help`);
  }
});

for (const { name, summary } of VERBS) {
  test(`\`${name} --help\` is quick to have: outside the sandbox, with what it does and an example or exit code`, async () => {
    const { code, stdout, stderr } = await signpost(name, '--help');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^Usage: (\S+ )?\S*signpost(\.mjs)? /);
    assert.ok(stdout.replace(/\s+/g, ' ').toLowerCase().includes(summary.toLowerCase()));
    assert.match(stdout, /^(Examples?|Exit code):/m);
    assert.equal((await signpost('help', name)).stdout, stdout);
  });
}

const MISTAKES: readonly [args: readonly string[], says: RegExp][] = [
  [['shel'], /Did you mean shell\?/],
  [['--versoin'], /Did you mean --version\?/],
  [['doctor', '--hepl'], /Did you mean --help\?/],
  [['doctor', 'extra'], /too many arguments/],
  [['sandbox', '--'], /give a program after --/],
  [['shell', '--'], /give a program after --/],
  [
    ['shell', 'srv/fed', '--dig', 'x.test', 'A', '--', 'true'],
    /--dig asks by itself: give no program after --/,
  ],
  [['list', '--tag', 'laod'], /none of these cases has the tag "laod"\n {2}did you mean "load"\?/],
  [['clauses', 'S33-z'], /no clause has "S33-z" in it\n {2}did you mean "S33-/],
  [['clauses', 'bananas'], /no clause has "bananas" in it\n {2}take fewer words/],
  [['run', 'srv/fed', '-i', 'mutant:no-snii'], /did you mean "mutant:no-sni"\?/],
  [['run', '-i', 'reference', '-i', 'reference'], /reference is named twice with -i/],
  [['install', 'synaspe'], /did you mean "synapse"\?/],
];

for (const [args, says] of MISTAKES) {
  test(`\`signpost ${args.join(' ')}\` is a usage error that helps`, async () => {
    const { code, stdout, stderr } = await signpost(...args);
    assert.equal(code, 64);
    assert.equal(stdout, '');
    assert.match(stderr, says);
  });
}

test('--version is the version of the package', async () => {
  const { stdout } = await signpost('--version');
  assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
});

test('a reader that goes away is no error', async () => {
  const { code, stderr } = await call('sh', [
    '-c',
    `"$0" "$1" doctor | head -n 1`,
    process.execPath,
    SIGNPOST,
  ]);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
});

interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function signpost(...args: readonly string[]): Promise<End> {
  return call(process.execPath, [SIGNPOST, ...args]);
}

function call(program: string, args: readonly string[]): Promise<End> {
  return new Promise((resolve) => {
    execFile(program, args, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}
