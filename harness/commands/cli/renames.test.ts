import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { loadCases } from '../../scenario/index.ts';
import { projectRoot } from './project.ts';
import { renameMistakes } from './renames.ts';

const { cases } = loadCases({ root: projectRoot(), selectors: ['srv/fed'] });

test('a baseline that uses an old name is told where, and the new name', async () => {
  const root = mkdtempSync(path.join(tmpdir(), 'signpost-renames-'));
  try {
    const folder = path.join(root, 'fixtures', 'implementations', 'mine');
    mkdirSync(folder, { recursive: true });
    mkdirSync(path.join(root, 'scenarios'));
    writeFileSync(path.join(root, 'scenarios', 'renamed.json'), '{ "srv/first": "srv/fed" }');
    writeFileSync(
      path.join(folder, 'baseline.txt'),
      '# Known\nsrv/first  fail  # why\nsrv/fed  fail  # why\n',
    );
    const [mistake, ...more] = await renameMistakes(root, cases, []);
    assert.deepEqual(more, []);
    assert.match(
      mistake?.message ?? '',
      /mine\/baseline\.txt:2:1: srv\/first is called srv\/fed now; write that, or let/,
    );
  } finally {
    rmSync(root, { recursive: true });
  }
});
