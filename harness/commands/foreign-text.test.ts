/** Nothing that somebody else wrote, whatever verb prints it, steers a terminal or the log of a CI. */
import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { callInTurn, callSignpost, type End } from './testing/call-signpost.ts';
import { assertHarmless, HOSTILE, HOSTILE_NAME, harmIn } from './testing/foreign-text.ts';

const ZOO = path.join(import.meta.dirname, '..', 'adapters', 'zoo');
const ONE = ['--no-twins', 'srv/fed'];

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-foreign-'));
  // Who is judged is not the owner of it.
  await chmod(folder, 0o755);
});
after(() => rm(folder, { recursive: true }));

const said = ({ stdout, stderr }: End) => `${stdout}\n${stderr}`;

/** What is called, and what of the text must be shown, so that the absence of harm says something. */
interface Call {
  readonly title: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly shown?: string;
}

/** Many in one process: with a process each, this file took a minute of a processor. */
async function allHarmless(calls: readonly Call[]): Promise<void> {
  const ends = await callInTurn(
    folder,
    calls.map(({ args, env = {} }) => ({ args, env })),
  );
  assert.equal(ends.length, calls.length);
  for (const [index, { title, shown = 'error' }] of calls.entries()) {
    const end = ends[index];
    assert.ok(end);
    assertHarmless(said(end), title, shown);
  }
}

async function harmless(title: string, args: readonly string[], env = {}, shown = 'error'): Promise<End> {
  const end = await callSignpost(folder, args, env);
  assertHarmless(said(end), title, shown);
  return end;
}

async function written(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
  return file;
}

test('harm is found', () => {
  assert.ok(harmIn(HOSTILE).length >= 9);
  for (const line of HOSTILE_NAME.split('\n').slice(1)) assert.equal(harmIn(line).length, 1, line);
});

test('an adapter, whatever it writes it as', async () => {
  const command = `${process.execPath} ${ZOO}/hostile.mjs`;
  const record = path.join(folder, 'reports', 'latest.jsonl');
  const none = ['--baseline', 'none.txt'];
  const HOW = ['targets', 'failed', 'skip', 'error', 'wrong', 'hello', 'garbage', 'exit'];
  const calls = HOW.flatMap((how): Call[] => {
    const env = { HOSTILE, HOW: how };
    const shown = how === 'wrong' || how === 'error' ? 'error' : '';
    return [
      { title: `run ${how}`, args: ['run', ...ONE, '-i', command], env },
      { title: `smoke ${how}`, args: ['smoke', '-i', command], env },
      { title: `baseline ${how}`, args: ['baseline', 'srv/fed', '-i', command, ...none], env, shown },
      {
        title: `show --run ${how}`,
        args: ['show', 'control/*', 'srv/fed', '--run', record],
        env,
        shown: '',
      },
    ];
  });
  await allHarmless(calls);
});

test('a program that is started for every question, and its name', async () => {
  const script = await written('one.sh', `printf '%s' "$HOSTILE" >&2; exit 5`);
  await harmless('run', ['run', ...ONE, '-i', `sh ${script} {server}`], { HOSTILE }, 'exited with code 5');
  const named = `sh ${script} {server} '${HOSTILE_NAME}'`;
  await harmless('its name', ['run', ...ONE, '-i', named], {}, 'error');
});

test('a homeserver', async () => {
  const script = `import { serve } from './client-api.mjs';
    process.stderr.write(process.env.HOSTILE);
    serve({ profile: (response) => {
      response.statusCode = Number(process.env.STATUS);
      response.end(JSON.stringify({ errcode: process.env.HOSTILE, error: process.env.HOSTILE }));
    } });`;
  await written('homeserver/server.mjs', script);
  await written('homeserver/client-api.mjs', await readFile(path.join(ZOO, 'client-api.mjs'), 'utf8'));
  const manifest = JSON.parse(await readFile(path.join(ZOO, 'homeserver.json'), 'utf8'));
  const description = {
    ...{ name: 'hostile', title: 'Hostile', kind: 'homeserver', files: { 'config.json': 'config.json' } },
    start: [process.execPath, '{here}/server.mjs', '{data}/config.json'],
    ready: '/_matrix/client/versions',
    triggers: {
      profile: {
        method: 'GET',
        path: '/_matrix/client/v3/profile/%40u%3A{server}',
        reached: ['200'],
        failed: ['502'],
      },
    },
  };
  await written('homeserver/config.json', JSON.stringify(manifest));
  const file = await written('homeserver/implementation.json', JSON.stringify(description));
  for (const STATUS of ['502', '418'])
    await harmless(STATUS, ['run', ...ONE, '-i', path.dirname(file)], { HOSTILE, STATUS });
});

test('an implementation.json, and the folder that it lies in', async () => {
  const sound = { kind: 'process', name: 'mine', title: 'Mine', start: ['true'] };
  const FIELDS = [
    'name',
    'title',
    'version',
    'licence',
    'language',
    'source',
    'kind',
    HOSTILE,
    'needs',
    'start',
    'env',
  ];
  const calls: Call[] = [];
  for (const [index, field] of FIELDS.entries()) {
    const value =
      field === 'needs' || field === 'start' ? [HOSTILE] : field === 'env' ? { [HOSTILE]: 1 } : HOSTILE;
    const file = await written(`m${index}/implementation.json`, JSON.stringify({ ...sound, [field]: value }));
    calls.push({ title: field, args: ['run', ...ONE, '-i', path.dirname(file)], shown: '' });
  }
  await allHarmless(calls);
  const odd = await written(`${HOSTILE_NAME}/implementation.json`, JSON.stringify({ ...sound, title: '' }));
  await harmless('folder', ['run', ...ONE, '-i', path.dirname(odd)]);
  const needy = { ...sound, start: ['{binary}'] };
  const given = await written(`b${HOSTILE_NAME}/implementation.json`, JSON.stringify(needy));
  await harmless('hint', ['run', ...ONE, '-i', path.dirname(given)]);
});

test('a scenario file, wherever the text stands in it, and its name', async () => {
  const sound = JSON.parse(await readFile(path.join(ZOO, '../../../scenarios/srv/fed.json'), 'utf8'));
  const CHANGES: readonly Record<string, unknown>[] = [
    { title: HOSTILE },
    { note: HOSTILE },
    { see: [HOSTILE] },
    { tags: [HOSTILE] },
    { clauses: [HOSTILE] },
    { server: HOSTILE },
    { [HOSTILE]: 1 },
    { dns: { [HOSTILE]: { A: 'origin' } } },
    { dns: { '@': { TXT: HOSTILE } } },
    { hosts: { [HOSTILE]: {} } },
    {
      hosts: {
        origin: { 443: { cert: '@', routes: { '/x': { body: HOSTILE, headers: { [HOSTILE]: HOSTILE } } } } },
      },
    },
    { request: { method: HOSTILE, path: HOSTILE } },
    { expect: { step: HOSTILE, connect: [{ to: HOSTILE, host: HOSTILE }] } },
  ];
  const calls: Call[] = [];
  for (const [index, change] of CHANGES.entries()) {
    const file = await written(`s${index}.json`, JSON.stringify({ ...sound, ...change }));
    const title = Object.keys(change).join();
    for (const verb of ['lint', 'show', 'list'])
      calls.push({ title: `${verb} ${title}`, args: [verb, file], shown: '' });
  }
  const named = await written(`${HOSTILE_NAME}.json`, JSON.stringify(sound));
  const broken = await written(`broken${HOSTILE_NAME}.json`, '{');
  for (const verb of ['lint', 'show', 'list', 'run'])
    for (const file of [named, broken])
      calls.push({ title: `${verb} a file`, args: [verb, file], shown: '' });
  await allHarmless(calls);
});

test('the record of a run', async () => {
  await callSignpost(folder, ['run', '--no-twins', 'srv/fed', '-i', 'mutant:srv-of-server-name']);
  const text = await readFile(path.join(folder, 'reports', 'latest.jsonl'), 'utf8');
  const lines = text.trimEnd().split('\n');
  const strings = new Set(
    lines.flatMap((line) =>
      [...line.matchAll(/"(title|note|text|message|name|path|label|version|why)":"/g)].map(([key]) => key),
    ),
  );
  assert.ok(strings.size > 4);
  const calls: Call[] = [];
  for (const [index, key] of [...strings].entries()) {
    const changed = text.replaceAll(key, () => `${key}${JSON.stringify(HOSTILE).slice(1, -1)}`);
    const file = await written(`changed${index}.jsonl`, changed);
    calls.push({ title: key, args: ['show', 'srv/fed', '--run', file], shown: '' });
  }
  await allHarmless(calls);
  const odd = await written(`${HOSTILE_NAME}.jsonl`, `${text}x`);
  await harmless('its name', ['show', 'srv/fed', '--run', odd], {}, '');
});

test('a baseline', async () => {
  // `baseline` prints lines of a file as they are: a forged line is one of them there.
  const hostile = HOSTILE.replace(/\n.*$/, '');
  const text = `${hostile}\nsrv/fed  fail  # ${hostile}\n${HOSTILE_NAME}\n`;
  const calls: Call[] = [];
  for (const name of ['baseline.txt', `${HOSTILE_NAME}.txt`]) {
    const file = await written(name, text);
    const baseline = ['-i', 'reference', '--baseline', file];
    calls.push(
      { title: 'run', args: ['run', ...ONE, ...baseline] },
      { title: 'baseline', args: ['baseline', 'srv/fed', ...baseline], shown: '' },
      { title: 'missing', args: ['run', ...ONE, '-i', 'reference', '--baseline', `${file}${HOSTILE_NAME}`] },
    );
  }
  await allHarmless(calls);
});

test('a pasted zone and well-known file', async () => {
  const zone = await written('zone', `@ A 1.2.3.4\n@ TXT "${HOSTILE}"\n${HOSTILE}\n`);
  const good = await written('good', '$ORIGIN example.org.\n@ A 1.2.3.4\n');
  const odd = await written(`zone${HOSTILE_NAME}`, HOSTILE);
  await harmless('zone', ['explain', 'example.org', '--zone', zone], {}, '');
  await harmless('its name', ['explain', 'example.org', '--zone', odd]);
  await harmless('server', ['explain', HOSTILE, '--zone', good]);
  const BODIES = [
    HOSTILE,
    JSON.stringify({ 'm.server': HOSTILE }),
    `HTTP/1.1 302 ${HOSTILE}\r\nLocation: ${HOSTILE}\r\n\r\n`,
  ];
  for (const body of BODIES) {
    const file = await written('body', body);
    await harmless('body', ['explain', 'example.org', '--zone', good, '--well-known', file], {}, '');
  }
});

test('words of the command line, and what the environment says', async () => {
  const words: readonly (readonly string[])[] = [
    [HOSTILE],
    ['run', `--${HOSTILE}`],
    ['run', HOSTILE],
    ['run', '-i', HOSTILE],
    ['run', '-i', `${HOSTILE_NAME}=reference`],
    ['run', '-i', 'reference', '--as', HOSTILE],
    ['run', '--spec', HOSTILE],
    ['run', '--reports', `${folder}/baseline.txt/${HOSTILE_NAME}`],
    ['run', ...ONE, '-i', `attach:${HOSTILE}`],
    ['run', ...ONE, '-i', 'reference', '--pcap', `${folder}/none/${HOSTILE_NAME}`],
    ['show', HOSTILE],
    ['show', 'srv/fed', '--run', HOSTILE],
    ['list', HOSTILE],
    ['lint', HOSTILE],
    ['smoke', '-i', HOSTILE],
    ['baseline', '-i', HOSTILE],
    ['install', HOSTILE],
    ['new', HOSTILE],
    ['explain', HOSTILE, '--zone', HOSTILE],
    ['trial', HOSTILE, '{}'],
    ['trial', 'floor', HOSTILE],
    ['shell', HOSTILE],
    ['shell', 'srv/fed', '--', HOSTILE],
  ];
  // What is read before the command is loaded, and what starts a program, has a process of its own.
  const isAlone = ([verb = '', option = '']: readonly string[]) =>
    verb === HOSTILE || verb === 'shell' || option.startsWith('--');
  for (const args of words.filter(isAlone)) await harmless(args.join(' '), args);
  const others = words.filter((args) => !isAlone(args));
  await allHarmless(others.map((args) => ({ title: args.join(' '), args })));
  const odd = path.join(folder, 'baseline.txt', HOSTILE_NAME);
  const env = { XDG_CACHE_HOME: odd, PATH: `${odd}:${process.env.PATH}`, HOME: odd, SHELL: odd };
  for (const verb of ['doctor', 'install']) await harmless(verb, [verb], env, '');
  await harmless('run', ['run', ...ONE, '-i', 'reference'], env, '');
});
