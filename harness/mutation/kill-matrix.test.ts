import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import type { Kill } from '../oracle/index.ts';
import { differencesOf, KILL_MATRIX, knownKills, readKillMatrix, writeKillMatrix } from './kill-matrix.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'signpost-kills-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const KILL: Kill = { clauses: ['S4-b'], kind: 'wrong-host' };

const by = (...ids: readonly string[]) => Object.fromEntries(ids.map((id) => [id, KILL]));

test('a difference says what changed, and what to do', () => {
  const kept = { a: by('x/1', 'x/2'), b: by('x/1'), gone: by('x/3') };
  assert.deepEqual(differencesOf(kept, kept), []);
  const [a, gone, fresh, hint] = differencesOf(kept, {
    a: by('x/1', 'x/4'),
    b: by('x/1'),
    fresh: by('x/5'),
  });
  assert.equal(a, 'a is caught no longer by x/2; now also by x/4');
  assert.equal(gone, 'gone is caught no longer by x/3');
  assert.equal(fresh, 'fresh is caught now also by x/5');
  assert.match(hint ?? '', /npx signpost mutants --write/);
});

test('another kind is a difference, and so are other clauses; their order is none', () => {
  const kept = { a: { 'x/1': KILL, 'x/2': { clauses: ['S4-b', 'S4-c'], kind: 'wrong-host' } } };
  const reordered = { a: { 'x/1': KILL, 'x/2': { clauses: ['S4-c', 'S4-b'], kind: 'wrong-host' } } };
  assert.deepEqual(differencesOf(kept, reordered), []);
  for (const other of [
    { ...KILL, kind: 'no-sni' },
    { ...KILL, clauses: [] },
  ]) {
    const [text] = differencesOf(kept, { a: { ...kept.a, 'x/1': other } });
    assert.equal(text, 'a is caught with another verdict by x/1');
  }
});

test('many ids are counted', () => {
  const [text] = differencesOf({ a: {} }, { a: by('x/1', 'x/2', 'x/3', 'x/4', 'x/5', 'x/6', 'x/7') });
  assert.equal(text, 'a is caught now also by x/1 x/2 x/3 x/4 x/5 and 2 more');
});

test('what is written is read again, and nothing is known where nothing was written', () => {
  assert.deepEqual(knownKills(root), {});
  assert.throws(() => readKillMatrix(root), { code: 'no-kill-matrix' });
  for (const matrix of [{}, { a: {} }, { a: by('x/1', 'x/2'), b: {}, c: by('x/1') }]) {
    writeKillMatrix(root, matrix);
    assert.deepEqual(readKillMatrix(root), matrix);
    assert.deepEqual(knownKills(root), matrix);
  }
});

test('a kill has a line of its own', () => {
  writeKillMatrix(root, { a: by('x/1', 'x/2') });
  assert.equal(
    readFileSync(path.join(root, KILL_MATRIX), 'utf8'),
    `{
 "a": {
  "x/1": {"clauses":["S4-b"],"kind":"wrong-host"},
  "x/2": {"clauses":["S4-b"],"kind":"wrong-host"}
 }
}
`,
  );
});

const OTHER_FORMS: readonly (readonly [what: string, matrix: unknown])[] = [
  ['lists of ids, as before there were verdicts', { a: ['x/1'] }],
  ['a list', []],
  ['a kill without a kind', { a: { 'x/1': { clauses: [] } } }],
  ['clauses that are none', { a: { 'x/1': { clauses: [1], kind: 'wrong-host' } } }],
];

for (const [what, matrix] of OTHER_FORMS) {
  test(`another form is refused: ${what}`, () => {
    writeKillMatrix(root, {});
    writeFileSync(path.join(root, KILL_MATRIX), JSON.stringify(matrix));
    const refused = { code: 'old-kill-matrix', hint: 'run: npx signpost mutants --write' };
    assert.throws(() => readKillMatrix(root), refused);
    assert.throws(() => knownKills(root), refused);
  });
}
