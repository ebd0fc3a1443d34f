import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pageOf, shownPage } from './page.ts';

test('a page can be opened by the path that is shown, from wherever it is called', (t) => {
  const before = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), 'signpost-page-'));
  t.after(() => {
    process.chdir(before);
    rmdirSync(folder);
  });
  process.chdir(folder);
  assert.ok(existsSync(pageOf('write-an-adapter.md')));
  assert.ok(existsSync(shownPage('docs/decisions/port-in-host.md')));
  process.chdir(join(import.meta.dirname, '..', '..'));
  assert.equal(shownPage('docs/decisions/port-in-host.md'), 'docs/decisions/port-in-host.md');
});
