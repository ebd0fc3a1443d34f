import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeptFiles } from './kept-files.ts';
import type { WellKnownResult } from './well-known-result.ts';

const failure = (lifetime?: number): WellKnownResult => ({
  kind: 'silent',
  why: 'nobody there',
  ...(lifetime !== undefined && { lifetime }),
});

test('what was found is kept as long as it says, and under its own name', () => {
  const files = new KeptFiles();
  const found = failure(10);
  files.keep('x.test', found, 5_000);
  assert.equal(files.recall('x.test', 14_999), found);
  assert.equal(files.recall('x.test', 15_000), undefined);
  assert.equal(files.recall('X.test', 6_000), undefined);
});

test('what may not be kept is not, and takes the place of nothing', () => {
  const files = new KeptFiles();
  for (const lifetime of [undefined, 0]) files.keep('x.test', failure(lifetime), 0);
  assert.equal(files.recall('x.test', 0), undefined);
});
