import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { installedPackages } from './installed-packages.mjs';

const DEPENDENCIES = { '@scope/a': '1.0.0' };
const DEV = { b: '2.0.0', absent: '1.0.0' };

/** Files of JSON, by path below a folder that goes when the test ends. */
function withFiles(files: Readonly<Record<string, object>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-packages-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), JSON.stringify(content));
  }
  return folder;
}

test('packages are found beside and above, the nearest first, without any lock file of the project', (t) => {
  const around = withFiles({
    'packages/signpost/package.json': { dependencies: DEPENDENCIES, devDependencies: DEV },
    'packages/signpost/node_modules/@scope/a/package.json': { version: '1.0.0' },
    'node_modules/@scope/a/package.json': { version: '9.9.9' },
    'node_modules/b/package.json': { version: '2.0.0' },
  });
  t.after(() => rmSync(around, { recursive: true }));
  const { versions } = installedPackages(join(around, 'packages/signpost'));
  assert.deepEqual(versions, [
    ['@scope/a', '1.0.0'],
    ['b', '2.0.0'],
    ['absent', undefined],
  ]);
});

test('it is another value once npm has changed what other packages bring along', (t) => {
  const root = withFiles({ 'package.json': { dependencies: {} }, 'node_modules/.package-lock.json': {} });
  t.after(() => rmSync(root, { recursive: true }));
  const before = installedPackages(root);
  assert.deepEqual(installedPackages(root), before);
  utimesSync(join(root, 'node_modules/.package-lock.json'), 1, 1);
  assert.notDeepEqual(installedPackages(root), before);
});
