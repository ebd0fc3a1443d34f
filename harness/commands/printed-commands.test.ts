/** Every command that README, pages and help show can be typed as it stands there. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Command } from 'commander';
import { mutants } from '../reference/index.ts';
import { matcherOf } from '../scenario/index.ts';
import { chosenCases } from './cli/choice.ts';
import {
  blocksWithOutput,
  commandsOfHelp,
  commandsOfPages,
  linesToType,
  type Printed,
  ROOT,
  wordsOf,
} from './testing/printed-commands.ts';
import { ReadersFolder } from './testing/readers-folder.ts';
import { VERBS } from './verbs.mjs';

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

/** What is run as it is printed, and how it ends. */
const RUN: Readonly<Record<string, number>> = {
  "npx signpost run srv/fed -i 'curl -sS https://{server}:8448{path}'": 1,
  "npx signpost run fallback/plain -i 'curl -sS --max-time {seconds} https://{server}:8448{path}'": 1,
  'npx signpost shell well-known/port -- curl -sS https://port.well-known.test/.well-known/matrix/server': 0,
  'npx signpost run tag:common -i ./my-resolver': 1,
  "npx signpost run well-known/srv-of-delegate -i 'python3 docs/examples/resolver.py'": 1,
  'npx signpost list': 0,
  "npx signpost list 'srv/*'": 0,
  'npx signpost show srv/fed': 0,
  "npx signpost list 'srv/fed~*'": 0,
  'npx signpost list --tag common': 0,
  'npx signpost clauses': 0,
  'npx signpost clauses S4-a': 0,
  'npx signpost clauses S33-a': 0,
  'npx signpost clauses redirect loop': 0,
  'npx signpost clauses must S4': 0,
  'npx signpost show srv/fed~cert-of-target': 0,
  'npx signpost run srv/fed -i reference': 0,
  'npx signpost shell srv/fed -- curl -sS https://fed.srv.test/.well-known/matrix/server': 0,
  'npx signpost shell -- python3 -c \'import socket; print(socket.gethostbyname("fed.srv.test"))\'': 0,
  'npx signpost shell srv/fed --dig _matrix-fed._tcp.fed.srv.test SRV': 0,
  'npx signpost shell srv/fed --dig fed.srv.test A --dig hs.fed.srv.test A': 0,
  "npx signpost smoke -i 'python3 docs/examples/resolver.py'": 0,
  'npx signpost install': 0,
};

/** What is typed one after the other, since each goes by what the one before has left. */
const IN_TURN: readonly (readonly [text: string, code: number])[] = [
  ["npx signpost run srv/fed well-known/port -i 'python3 docs/examples/resolver.py'", 1],
  ['npx signpost show --run reports/latest.jsonl srv/fed', 0],
  ["npx signpost run --failed -i 'python3 docs/examples/resolver.py'", 1],
];

const KNOWN = '--baseline known-failures.txt';
/** What a CI does. The library takes it minutes: here it is one case. */
const IN_CI: readonly (readonly [text: string, code: number])[] = [
  [`npx signpost baseline -i 'python3 resolver.py' ${KNOWN} --write`, 0],
  [`npx signpost run -i 'python3 resolver.py' ${KNOWN} --level must`, 0],
  [`npx signpost run --failed --all -i 'python3 resolver.py' ${KNOWN} --level must`, 1],
];

/** Why other lines that readers are to type are not run here. */
const LEFT: readonly (readonly [lines: RegExp, why: string])[] = [
  [/^npm (ci|i|start|test)\b/, 'the gate does'],
  [/^npx signpost doctor$/, 'the gate does'],
  [/^npx signpost run (tag:common )?-i 'python3 docs\/examples\/resolver.py'$/, 'the library takes minutes'],
  [/^npx signpost run --failed --watch /, 'it goes on until somebody ends it'],
  [/^npx signpost install synapse$/, 'it asks a registry'],
  [/ -i (synapse|\.\/my-homeserver|attach:\S+)\b/, 'it takes a homeserver'],
  [/^npx signpost sandbox$/, 'somebody types in it'],
  [/^(sudo sysctl|apt-get) /, 'it changes the machine'],
  [/^tshark /, 'not everybody has that'],
];

test('each line that a reader or a CI is to run is run here, or it is said why not', () => {
  const here = new Set([...Object.keys(RUN), ...[...IN_TURN, ...IN_CI].map(([text]) => text)]);
  const lines = linesToType();
  assert.ok(lines.length > 40, String(lines.length));
  const left = lines.filter(({ text }) => !here.has(text));
  const unknown = left.filter(({ text }) => !LEFT.some(([means]) => means.test(text)));
  assert.deepEqual(
    unknown.map(({ where, text }) => `${where}: ${text}`),
    [],
  );
  const idle = LEFT.filter(([means]) => !left.some(({ text }) => means.test(text)));
  assert.deepEqual(idle, []);
});

test('what is run here is still printed somewhere', () => {
  const there = new Set(printed.map(({ text }) => text));
  const run = [...Object.keys(RUN), ...[...IN_TURN, ...IN_CI].map(([text]) => text)];
  assert.deepEqual(
    run.filter((text) => !there.has(text)),
    [],
  );
});

let folder: ReadersFolder;
before(async () => {
  folder = await ReadersFolder.make();
});
after(() => folder[Symbol.asyncDispose]());

const lacking = ['python3', 'curl'].filter((name) => spawnSync(name, ['--version']).status !== 0);
const skip = lacking.length > 0 && `there is no ${lacking}`;

describe('typed as printed', { concurrency: 2, skip }, () => {
  for (const [text, code] of Object.entries(RUN)) test(`${text}: ${code}`, () => ends(folder, text, code));
});

test('typed in turn', { skip }, async () => {
  await using own = await ReadersFolder.make();
  for (const [text, code] of IN_TURN) await ends(own, text, code);
});

test('what a CI runs is green by the known failures, and red without them, also at the second look', {
  skip,
}, async () => {
  await using own = await ReadersFolder.make();
  const [write = '', run = '', failed = ''] = IN_CI.map(([text]) =>
    text.replace(/ (baseline|run) -i/, ' $1 srv/fed -i'),
  );
  await ends(own, write, 0);
  await ends(own, run, 0);
  await own.type(': > known-failures.txt');
  await ends(own, run, 1);
  await ends(own, failed, 1);
});

/** In these somebody types inside. */
const IN_A_SHELL = /^npx signpost sandbox\n|^python3 /;

describe('the output that pages show is that of today', { skip }, () => {
  for (const { where, text, output } of blocksWithOutput().filter((one) => !IN_A_SHELL.test(one.text)))
    test(`${where}: ${text.split('\n').at(-1)}`, async () => {
      const { output: told } = await folder.type(text);
      const lines = told.split('\n').map(withoutAddresses);
      const gone = output.filter((line) => !lines.includes(withoutAddresses(line)));
      assert.deepEqual(gone, [], told);
    });
});

test('the failure in the picture is told like this today', { skip }, async () => {
  const { output } = await folder.type("npx signpost run srv/fed -i 'python3 docs/examples/resolver.py'");
  const [, told = ''] = /^(FAIL .*?)\n\n/ms.exec(output) ?? [];
  assert.ok(told.split('\n').length > 5, output);
  for (const theme of ['dark', 'light']) {
    const picture = readFileSync(path.join(ROOT, 'docs', 'pictures', `run-${theme}.svg`), 'utf8');
    const drawn = flat(withoutAddresses(picture.replaceAll(/<[^>]*>/g, '')));
    const gone = told.split('\n').filter((line) => !drawn.includes(flat(withoutAddresses(line))));
    assert.deepEqual(gone, []);
  }
});

/** In a picture lines are broken. */
const flat = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

/** Addresses are drawn anew where other cases are selected. */
const withoutAddresses = (line: string) => line.replaceAll(/\(20\.[\d.]+\)/g, '(address)');

async function ends(where: ReadersFolder, text: string, code: number): Promise<void> {
  const end = await where.type(text);
  assert.equal(end.code, code, `${text}\n${end.output}`);
  assert.doesNotMatch(end.output, /^error |not judged/m);
}

const hasYaml = spawnSync('python3', ['-c', 'import yaml']).status === 0;

test('the jobs are YAML, and their commands those that are held here', {
  skip: !hasYaml && 'Python has no yaml',
}, () => {
  const script = `import json, re, yaml
for block in re.findall(r'^\\x60{3}yaml\\n(.*?)^\\x60{3}$', open('docs/run-in-ci.md').read(), re.M | re.S):
    for job in yaml.safe_load(block).get('jobs', yaml.safe_load(block)).values():
        steps = [step['run'] for step in job.get('steps', []) if 'run' in step]
        for line in steps + job.get('before_script', []) + job.get('script', []): print(json.dumps(line))`;
  const { stdout } = spawnSync('python3', ['-c', script], { cwd: ROOT, encoding: 'utf8' });
  const commands = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string);
  const held = linesToType()
    .filter(({ where }) => where === 'docs/run-in-ci.md')
    .map(({ text }) => text);
  assert.ok(commands.length >= 10, stdout);
  assert.deepEqual(
    commands.filter((command) => !held.includes(command)),
    [],
  );
});
