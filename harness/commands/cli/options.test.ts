import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSpecVersion } from './options.ts';

test('versions are named as the site names them, with or without v', () => {
  for (const [text, version] of [
    ['v1.2', 'v1.2'],
    ['1.19', 'v1.19'],
    ['V1.8', 'v1.8'],
    ['unstable', 'v1.20'],
    ['v1.20', 'v1.20'],
  ] as const) {
    assert.equal(parseSpecVersion(text), version);
  }
});

test('a version that there is not is answered with the nearest', () => {
  assert.throws(
    () => parseSpecVersion('v1.0'),
    /versions are v1\.1 to v1\.19, and unstable; did you mean v1\./,
  );
  assert.throws(() => parseSpecVersion('unstabel'), /did you mean unstable\?/);
  assert.throws(() => parseSpecVersion('r0.1.4'), /versions are v1\.1 to v1\.19, and unstable/);
});
