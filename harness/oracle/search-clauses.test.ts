import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clauses, familyOf } from './clause.ts';
import { searchClauses } from './search-clauses.ts';

test('an id means one clause, however it is spelled', () => {
  for (const id of ['S33-a', 's33-a', 'S33a', 's33 a'])
    assert.deepEqual(
      searchClauses([id]).map((clause) => clause.id),
      ['S33-a'],
    );
});

test('words are looked for in all that is said of a clause, and all of them have to be there', () => {
  assert.deepEqual(searchClauses([]), clauses);
  const loops = searchClauses(['REDIRECT', 'loop']);
  assert.deepEqual(searchClauses(['loop redirect']), loops);
  assert.ok(loops.some(({ id }) => id === 'R-4'));
  assert.ok(loops.length < searchClauses(['redirect']).length);
  assert.ok(searchClauses(['must', 'step 4']).every((one) => one.level === 'MUST' || /must/i.test(one.text)));
  assert.ok(searchClauses(['caching']).some((one) => familyOf(one) === 'Caching'));
  assert.deepEqual(searchClauses(['bananas']), []);
});
