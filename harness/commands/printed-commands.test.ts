/** Every command that README, pages and help show can be typed as it stands there. */
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Command } from 'commander';
import { mutants } from '../reference/index.ts';
import { matcherOf } from '../scenario/index.ts';
import { chosenCases } from './cli/choice.ts';
import { commandsOfHelp, commandsOfPages, type Printed, ROOT, wordsOf } from './testing/printed-commands.ts';
import { VERBS } from './verbs.mjs';

const SIGNPOST = path.join(ROOT, 'harness', 'signpost.mjs');
const printed: readonly Printed[] = [...commandsOfPages(), ...(await commandsOfHelp())];
const words = await wordsOf(printed);

test('they are found, and a shell reads each', () => {
  assert.ok(printed.length > 80, String(printed.length));
  assert.equal(words.length, printed.length);
});

test('each has a verb, and options and arguments that this verb takes', async () => {
  const wrong = await Promise.all(
    printed.map(async ({ where, text }, index) => {
      const mistake = await mistakeIn(words[index] ?? []);
      return mistake === undefined ? [] : [`${where}: ${text}: ${mistake}`];
    }),
  );
  assert.deepEqual(wrong.flat(), []);
});

/** What the command line says to it; undefined where it takes all of it. */
async function mistakeIn(typed: readonly string[]): Promise<string | undefined> {
  const [name = '', ...rest] = typed;
  const verb = VERBS.find((one) => one.name === name);
  if (verb === undefined) return `there is no verb ${name}`;
  const at = rest.indexOf('--');
  const isProgram = verb.program && at >= 0;
  const own = isProgram ? rest.slice(0, at) : rest;
  const command = new Command(name)
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: () => {} });
  (await verb.load()).define(command, isProgram ? rest.slice(at + 1) : undefined, '');
  command.action(() => {});
  try {
    await command.parseAsync(
      own.filter((word) => word !== '--help'),
      { from: 'user' },
    );
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
}

/** A reader's own, or a word for one. */
const OWN_CASE = /^(\.\/.*|CASE|FAMILY\/NAME|srv\/my-case|reports\/.*)$/;
const OF_CASES = ['run', 'list', 'show', 'lint', 'shell', 'mutants', 'baseline'];

test('the cases and mutants that they name exist', () => {
  const cases = chosenCases(ROOT, [], { twins: 'along' });
  const all = [
    ...cases,
    ...cases.flatMap(({ id }) =>
      id === 'srv/fed' ? chosenCases(ROOT, ['srv/fed'], { twins: 'along' }) : [],
    ),
  ];
  const names = new Set(mutants.map((mutant) => `mutant:${mutant.name}`));
  const wrong = printed.flatMap(({ where, text }, index) => {
    const [verb = '', ...rest] = words[index] ?? [];
    const end = rest.indexOf('--');
    const typed = end < 0 ? rest : rest.slice(0, end);
    const ids = OF_CASES.includes(verb) ? typed.filter((word, at) => isCase(word, typed[at - 1])) : [];
    const unknown = ids.filter(
      (word) => !all.some((c) => matcherOf(word)({ id: c.id, file: c.source.file, tags: c.tags })),
    );
    const faulty = typed.filter((word) => /^mutant:[a-z]/.test(word) && !names.has(word));
    return [...unknown, ...faulty].map((word) => `${where}: ${text}: ${word}`);
  });
  assert.deepEqual(wrong, []);
});

const isCase = (word: string, before = '') =>
  !OWN_CASE.test(word) && !before.startsWith('-') && /^(tag:.*|[a-z0-9*-]+\/[a-z0-9*#~-]+)$/.test(word);

/** What is run as it is printed, and how it ends. Others take minutes, a homeserver, a registry, or somebody who types. */
const RUN: Readonly<Record<string, number>> = {
  'npx signpost smoke -i "python3 docs/examples/resolver.py"': 0,
  "npx signpost run srv/fed -i 'curl -sS https://{server}:8448{path}'": 1,
  "npx signpost run fallback/plain -i 'curl -sS --max-time {seconds} https://{server}:8448{path}'": 1,
  'npx signpost show well-known/port': 0,
  'npx signpost shell well-known/port -- curl -sS https://port.well-known.test/.well-known/matrix/server': 0,
  'npx signpost run srv/fed srv/certificate-of-target well-known/srv-of-delegate well-known/port well-known/status offline/fallback offline/srv well-known/content-type -i ./my-resolver': 1,
  "npx signpost run well-known/srv-of-delegate -i 'python3 docs/examples/resolver.py'": 1,
  'npx signpost list': 0,
  "npx signpost list 'srv/fed~*'": 0,
  'npx signpost list --tag common': 0,
  'npx signpost clauses': 0,
  'npx signpost clauses S33-a': 0,
  'npx signpost clauses redirect loop': 0,
  'npx signpost clauses must S4': 0,
  'npx signpost show srv/fed~cert-of-target': 0,
  'npx signpost shell srv/fed --dig _matrix-fed._tcp.fed.srv.test SRV': 0,
  'npx signpost shell srv/fed --dig fed.srv.test A --dig hs.fed.srv.test A': 0,
  "npx signpost smoke -i 'python3 docs/examples/resolver.py'": 0,
  'npx signpost install': 0,
};

test('what is run here is still printed somewhere', () => {
  const there = new Set(printed.map(({ text }) => text));
  assert.deepEqual(
    Object.keys(RUN).filter((text) => !there.has(text)),
    [],
  );
});

let folder: string;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-printed-'));
  // What is judged is nobody who may read what is ours alone.
  await chmod(folder, 0o755);
  await mkdir(path.join(folder, 'bin'));
  const npx = `#!/bin/sh\nshift\nexec ${process.execPath} ${SIGNPOST} "$@"\n`;
  await writeFile(path.join(folder, 'bin', 'npx'), npx);
  await chmod(path.join(folder, 'bin', 'npx'), 0o755);
  const example = path.join(ROOT, 'docs', 'examples', 'resolver.py');
  await mkdir(path.join(folder, 'docs', 'examples'), { recursive: true });
  await mkdir(path.join(folder, 'my-resolver'));
  await cp(example, path.join(folder, 'docs', 'examples', 'resolver.py'));
  await cp(example, path.join(folder, 'my-resolver', 'resolver.py'));
  const manifest = {
    kind: 'process',
    name: 'my-resolver',
    title: 'Mine',
    start: ['python3', '{here}/resolver.py'],
  };
  await writeFile(path.join(folder, 'my-resolver', 'implementation.json'), JSON.stringify(manifest));
});

after(() => rm(folder, { recursive: true }));

const lacking = ['python3', 'curl'].filter((name) => spawnSync(name, ['--version']).status !== 0);

describe('typed as printed', { concurrency: 2, skip: lacking.length > 0 && `there is no ${lacking}` }, () => {
  for (const [text, code] of Object.entries(RUN))
    test(`${text}: ${code}`, async () => {
      const end = await inShell(text);
      assert.equal(end.code, code, end.output);
      assert.doesNotMatch(end.output, /^error |not judged/m);
    });
});

function inShell(text: string): Promise<{ readonly code: number; readonly output: string }> {
  const env = { ...process.env, PATH: `${path.join(folder, 'bin')}:${process.env.PATH}` };
  return new Promise((resolve) => {
    execFile('bash', ['-c', text], { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr }),
    );
  });
}
