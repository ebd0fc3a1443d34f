/** What a hint says to type is what the user has typed, quoted as a shell wants it. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { callSignpost } from './testing/call-signpost.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "signpost hint's-"));
  const sound = { kind: 'process', name: 'fake', title: 'Fake' };
  const install = { steps: [['true']], provides: ['x'] };
  await described('given', { ...sound, start: ['{binary}'] });
  await described('built', { ...sound, start: ['{cache}/x'], install });
});
after(() => rm(folder, { recursive: true }));

async function described(name: string, implementation: object): Promise<void> {
  await mkdir(path.join(folder, name));
  await writeFile(path.join(folder, name, 'implementation.json'), JSON.stringify(implementation));
}

const quoted = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;

async function told(...args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await callSignpost(folder, args);
  return stdout + stderr;
}

test('a program that has to be given: the folder, not the name that it has of itself', async () => {
  const given = path.join(folder, 'given');
  const output = await told('run', '--no-twins', 'srv/fed', '-i', given);
  assert.ok(output.includes(`run: npx signpost run -i ${quoted(given)} --binary PATH`), output);
});

test('the same under a name of the user', async () => {
  const given = `mine=${path.join(folder, 'given')}`;
  const output = await told('run', '--no-twins', 'srv/fed', '-i', given);
  assert.ok(output.includes(`run: npx signpost run -i ${quoted(given)} --binary PATH`), output);
});

test('something that is not built: its folder', async () => {
  const built = path.join(folder, 'built');
  const output = await told('run', '--no-twins', 'srv/fed', '-i', built);
  assert.ok(output.includes(`run: npx signpost install ${quoted(built)}`), output);
});

test('a script that may not be executed: its interpreter and itself, in quotes within quotes', async () => {
  const script = path.join(folder, 'it.py');
  await writeFile(script, '');
  const output = await told('run', '--no-twins', 'srv/fed', '-i', quoted(script));
  assert.ok(output.includes(`-i ${quoted(`python3 ${quoted(script)}`)}`), output);
});

test('something to attach to that is asked from outside: what was typed', async () => {
  const typed = 'mine=attach:http://127.0.0.1:8008';
  const output = await told('run', '--no-twins', 'srv/fed', '-i', typed);
  assert.ok(output.includes(`npx signpost run -i ${typed}\n`), output);
});

test('a folder that only root may read, of a program that therefore cannot be: who it is, and what opens the folder', {
  skip: process.getuid?.() !== 0,
}, async () => {
  const closed = await mkdtemp(path.join(tmpdir(), 'signpost-closed-'));
  try {
    const program = path.join(closed, 'program.mjs');
    await writeFile(program, '');
    const output = await told('run', '--no-twins', 'srv/fed', '-i', `node ${program}`);
    assert.ok(output.includes(`who may not read ${closed}: chmod -R o+rX ${closed}`), output);
  } finally {
    await rm(closed, { recursive: true });
  }
});
