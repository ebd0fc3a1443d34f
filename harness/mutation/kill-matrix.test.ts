import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { differencesOf, knownKills, readKillMatrix, writeKillMatrix } from './kill-matrix.ts';

test('a difference says what changed, and what to do', () => {
  const kept = { a: ['x/1', 'x/2'], b: ['x/1'], gone: ['x/3'] };
  assert.deepEqual(differencesOf(kept, kept), []);
  const [a, gone, fresh, hint] = differencesOf(kept, { a: ['x/1', 'x/4'], b: ['x/1'], fresh: ['x/5'] });
  assert.equal(a, 'a is caught no longer by x/2; now also by x/4');
  assert.equal(gone, 'gone is caught no longer by x/3');
  assert.equal(fresh, 'fresh is caught now also by x/5');
  assert.match(hint ?? '', /npx signpost mutants --write/);
});

test('many ids are counted', () => {
  const [text] = differencesOf({ a: [] }, { a: ['1', '2', '3', '4', '5', '6', '7'] });
  assert.equal(text, 'a is caught now also by 1 2 3 4 5 and 2 more');
});

test('what is written is read again, and nothing is known where nothing was written', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'signpost-kills-'));
  try {
    assert.deepEqual(knownKills(root), {});
    assert.throws(() => readKillMatrix(root), /kill-matrix\.json/);
    writeKillMatrix(root, { a: ['x/1'] });
    assert.deepEqual(readKillMatrix(root), { a: ['x/1'] });
    assert.deepEqual(knownKills(root), { a: ['x/1'] });
  } finally {
    rmSync(root, { recursive: true });
  }
});
