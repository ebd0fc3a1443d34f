import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { isProgram } from './program.ts';

const PATH = process.env.PATH;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signpost-program-'));
  await writeFile(join(folder, 'tool'), '#!/bin/sh\n', { mode: 0o755 });
  await writeFile(join(folder, 'text'), 'text', { mode: 0o644 });
  await mkdir(join(folder, 'folder'));
  process.env.PATH = `/nowhere::${folder}`;
});
after(async () => {
  process.env.PATH = PATH;
  await rm(folder, { recursive: true });
});

test('a bare name is a program if it may be run from PATH', async () => {
  for (const [name, found] of [
    ['tool', true],
    ['text', false],
    ['folder', false],
    ['nothing', false],
    ['', false],
  ] as const)
    assert.equal(await isProgram(name), found, name);
});

test('a path is a program if it is a file: that it may not be run is said when it is', async () => {
  assert.equal(await isProgram(join(folder, 'tool')), true);
  assert.equal(await isProgram(join(folder, 'text')), true);
  assert.equal(await isProgram(join(folder, 'folder')), false);
  assert.equal(await isProgram('./nothing'), false);
});
