import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkClauses, clause, clauses, specLink, UnknownClause } from './clause.ts';

test('every id is there once, every text is short', () => {
  const ids = clauses.map((c) => c.id);
  assert.equal(new Set(ids).size, ids.length);
  for (const { id, text } of clauses) assert.ok(text.length <= 130, `${id}: ${text.length} characters`);
});

test('an unknown clause names the nearest', () => {
  assert.throws(() => clause('S33a'), new UnknownClause('S33a'));
  for (const [typo, meant] of [
    ['S33a', 'S33-a'],
    ['s4-c', 'S4-c'],
    ['AMB-100', 'AMB-10'],
    ['S32-z', 'S32-a'],
    ['something else', undefined],
  ] as const) {
    assert.equal(new UnknownClause(typo).nearest, meant);
  }
});

test('links lead to the section in the version asked for', () => {
  assert.equal(specLink('S33-e'), 'https://spec.matrix.org/v1.19/server-server-api/#resolving-server-names');
  assert.equal(specLink('G-4', 'v1.7'), 'https://spec.matrix.org/v1.7/appendices/#server-name');
  for (const c of clauses) assert.match(specLink(c), /v1\.19\/.*#./, c.id);
});

test('the citations of a case are looked up, and complained about at their place', () => {
  const text = '{\n  "clauses": ["S6-a",\n    "S6-x"]\n}';
  const [complaint, ...more] = checkClauses({ clauses: ['S6-a', 'S6-x'], source: { file: 'a.json', text } });
  assert.deepEqual(more, []);
  assert.equal(complaint?.message, 'a.json:3:5: there is no clause "S6-x"; did you mean "S6-a"?');
});
