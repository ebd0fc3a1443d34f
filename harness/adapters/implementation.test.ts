import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AdapterError, type AdapterErrorCode } from './adapter-error.ts';
import { findImplementation, listImplementations } from './find-implementation.ts';
import { readImplementation } from './manifest.ts';
import { commandOf, startImplementation } from './start-implementation.ts';

const honest = fileURLToPath(new URL('./zoo/honest.mjs', import.meta.url));
const manifest = { name: 'honest', kind: 'process', title: 'The honest one', start: ['node', honest] };
let root = '';

before(async () => {
  root = await mkdtemp(join(tmpdir(), 'signpost-implementations-'));
  await put('fixtures/implementations/honest', {
    ...manifest,
    version: '9',
    can: ['claim', 'connect'],
    parallel: 3,
  });
  await put('fixtures/implementations/impostor', { ...manifest, name: 'other' });
  await put('mine', { ...manifest, name: 'my-own', env: { HERE: '{here}/x', JSON: '{"a":1}' } });
  await mkdir(join(root, 'fixtures/implementations/without'), { recursive: true });
  await mkdir(join(root, 'empty'));
  await writeFile(join(root, 'program'), '#!/bin/sh\n');
  await chmod(join(root, 'program'), 0o755);
});
after(() => rm(root, { recursive: true }));

async function put(path: string, value: unknown) {
  const folder = join(root, path);
  await mkdir(folder, { recursive: true });
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  await writeFile(join(folder, 'implementation.json'), text);
  return folder;
}

describe('what -i names', () => {
  it('is a folder in fixtures/implementations', async () => {
    const found = await findImplementation('honest', root);
    assert.equal(found.name, 'honest');
    assert.equal(found.folder, join(root, 'fixtures/implementations/honest'));
  });

  it('is a path to a folder, or to the file in it', async () => {
    for (const path of [join(root, 'mine'), join(root, 'mine/implementation.json')]) {
      assert.equal((await findImplementation(path, root)).name, 'my-own');
    }
  });

  it('is a command line', async () => {
    const text = `node '${honest}' --x`;
    const found = await findImplementation(text, root);
    assert.ok(found.kind === 'process');
    assert.deepEqual([found.name, found.start, found.folder], [text, ['node', honest, '--x'], undefined]);
  });

  it('is a program by itself', async () => {
    const path = join(root, 'program');
    const found = await findImplementation(path, root);
    assert.ok(found.kind === 'process');
    assert.deepEqual(found.start, [path]);
  });

  const wrong: readonly (readonly [string, () => string, AdapterErrorCode, RegExp])[] = [
    [
      'a misspelt name',
      () => 'honset',
      'implementation-unknown',
      /no implementation "honset"; did you mean "honest"\?/,
    ],
    ['a misspelt built-in name', () => 'refrence', 'implementation-unknown', /did you mean "reference"\?/],
    [
      'nothing like any name',
      () => 'zzzzzzzzz',
      'implementation-unknown',
      /known are reference, honest, impostor; .*command line/,
    ],
    ['the empty text', () => ' ', 'implementation-unknown', /is empty/],
    [
      'a folder without implementation.json',
      () => join(root, 'empty'),
      'implementation-invalid',
      /empty\/implementation\.json is not there/,
    ],
    [
      'a path to nothing',
      () => join(root, 'nothing'),
      'command-not-found',
      /no program .*nothing; .*working directory/,
    ],
    [
      'a command without program',
      () => 'no-such-interpreter x.py',
      'command-not-found',
      /no program no-such-interpreter; install it/,
    ],
    [
      'a command with a misspelt placeholder',
      () => "sh -c 'exit 5' {servr}",
      'implementation-invalid',
      /no placeholder \{servr\}, did you mean \{server\}\?.*twice/,
    ],
    [
      'a command with a misspelt placeholder beside the right one',
      () => "sh -c 'exit 5' {server}{pth}",
      'implementation-invalid',
      /no placeholder \{pth\}, did you mean \{path\}\?/,
    ],
    [
      'a name that differs from its folder',
      () => 'impostor',
      'implementation-invalid',
      /`name` is "other" and its folder is "impostor"/,
    ],
  ];
  for (const [title, text, code, message] of wrong) {
    it(`${title} is an error`, async () => {
      const error = await failure(findImplementation(text(), root, ['reference']));
      assert.equal(error.code, code);
      assert.match(error.message, message);
    });
  }

  it('may be any of the list', async () => {
    await rm(join(root, 'fixtures/implementations/impostor'), { recursive: true });
    assert.deepEqual(
      (await listImplementations(root)).map(({ name }) => name),
      ['honest'],
    );
  });
});

describe('implementation.json', () => {
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    ['{ "name": "x", }', /implementation\.json:1:\d+: /],
    ['[1, 2]', /:1:1: it must be of type object, came \[1,2\]/],
    [{ ...manifest, parallel: '3' }, /:\d+:15: `parallel` must be of type number, came "3"/],
    [{ ...manifest, parallel: 0 }, /`parallel` must be at least 1, came 0/],
    [{ ...manifest, start: [] }, /`start` must not be empty, came \[\]/],
    [{ ...manifest, start: undefined }, /`start` must be of type array, is missing/],
    [{ ...manifest, strat: ['x'] }, /there is no field `strat`, did you mean `start`\?/],
    [
      { ...manifest, can: ['fly'] },
      /`can\[0\]` must be one of "claim" "connect" "clock" "signed", came "fly"/,
    ],
    [{ ...manifest, kind: 'browser' }, /:\d+:11: implementations of kind "browser" are not supported yet/],
    [
      { ...manifest, kind: 'proces' },
      /`kind` must be one of "process" "homeserver" "command", came "proces"/,
    ],
    [
      { ...manifest, install: { steps: [['make']], provides: ['../../bin/x'] } },
      /`install\.provides\[0\]` must be a relative path without \.\./,
    ],
    [{ ...manifest, source: 'javascript:alert(1)' }, /`source` must be an https:\/\/ address/],
  ];
  for (const [value, message] of wrong) {
    it(`is refused: ${message.source}`, async () => {
      const error = await failure(readImplementation(await put('wrong', value)));
      assert.match(error.code, /^implementation-(invalid|unsupported)$/);
      assert.match(error.message, message);
    });
  }
});

describe('starting an implementation', () => {
  it('gives implementation.json the last word', async () => {
    await using adapter = await startImplementation(await findImplementation('honest', root));
    const { about } = adapter;
    assert.deepEqual(about, { name: 'honest', version: '9', can: ['claim', 'connect'], parallel: 3 });
  });

  it('leaves a command line what it says of itself', async () => {
    await using adapter = await startImplementation(await findImplementation(`node '${honest}'`, root));
    assert.deepEqual(adapter.about, { name: 'zoo', version: '1', can: ['claim'], parallel: 8 });
  });

  it('fills in placeholders', async () => {
    const mine = await readImplementation(join(root, 'mine'));
    assert.ok(mine.kind === 'process');
    const { env } = await commandOf(mine);
    assert.deepEqual(env, { HERE: join(root, 'mine/x'), JSON: '{"a":1}' });
  });

  it('says how to install what is not installed', async () => {
    const install = { steps: [['make']], provides: ['bin/never-built'] };
    const folder = await put('uninstalled', { ...manifest, install, start: ['{cache}/bin/never-built'] });
    const error = await failure(readImplementation(folder).then(startImplementation));
    assert.equal(error.code, 'not-installed');
    assert.match(error.message, /honest is not installed; run: npx signpost install .*uninstalled$/);
  });

  it('says which program is missing', async () => {
    const folder = await put('needy', { ...manifest, needs: ['no-such-interpreter'] });
    const error = await failure(readImplementation(folder).then(startImplementation));
    assert.equal(error.code, 'command-not-found');
    assert.match(error.message, /honest needs no-such-interpreter, which is not on PATH/);
  });
});

async function failure(promise: Promise<unknown>): Promise<AdapterError> {
  const error = await promise.then(
    () => assert.fail('it succeeded'),
    (reason) => reason,
  );
  assert.ok(error instanceof AdapterError, String(error));
  return error;
}
