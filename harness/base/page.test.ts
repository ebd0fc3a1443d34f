import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { pageFromRoot, pageOf } from './page.ts';

test('a page is named as a user can open it from where he is', (t) => {
  const page = 'docs/decisions/levels.md';
  assert.equal(pageFromRoot(page), page);
  assert.equal(pageFromRoot('elsewhere/levels.md'), 'elsewhere/levels.md');
  const before = process.cwd();
  t.after(() => process.chdir(before));
  process.chdir(tmpdir());
  const inPackage = pageFromRoot(page, '/a/package/dist/harness');
  assert.equal(inPackage, pageOf('decisions/levels.md', '/a/package/dist/harness'));
  assert.ok(existsSync(inPackage), inPackage);
});
