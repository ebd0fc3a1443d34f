import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { writeNewFile } from './new-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'signpost-new-file-'));
after(() => rmSync(folder, { recursive: true }));

test('what was there before stays as it was', async () => {
  const file = path.join(folder, 'srv', 'x.json');
  assert.equal(await writeNewFile(file, 'x', 'first'), true);
  assert.equal(await writeNewFile(file, 'x', 'second'), false);
  assert.equal(readFileSync(file, 'utf8'), 'first');
});

test('where nothing can be written, it is told and no fault of ours', async () => {
  writeFileSync(path.join(folder, 'file'), '');
  for (const name of ['file/x.json', 'file/srv/x.json'])
    await assert.rejects(writeNewFile(path.join(folder, name), `scenarios/${name}`, ''), {
      code: 'unwritable',
      message: new RegExp(`cannot write scenarios/${name}: `),
    });
});
