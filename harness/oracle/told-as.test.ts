import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clause, clauses, isDemand } from './clause.ts';
import { toldAloneAs, toldAs } from './told-as.ts';

const namesOf = (id: string) => [...toldAs(id), ...toldAloneAs(id)];
const told = clauses.filter(({ id }) => namesOf(id).length > 0);

test('what a clause is told as exists, and is told as itself', () => {
  assert.ok(told.length > 0);
  for (const { id } of told) {
    assert.equal(clause(id).testable, 'yes', id);
    for (const other of namesOf(id)) {
      assert.equal(clause(other).id, other);
      assert.deepEqual(namesOf(other), [], `${id} as ${other}`);
    }
  }
});

test('only what owes a mutant needs another clause to be told as', () => {
  assert.deepEqual(
    told.filter(({ level }) => !isDemand(level)).map(({ id }) => id),
    [],
  );
});

test('no clause is told in both ways', () => {
  for (const { id } of told) assert.ok(toldAs(id).length === 0 || toldAloneAs(id).length === 0, id);
});

test('a clause that is not there is told as nothing', () => assert.deepEqual(namesOf('Z-1'), []));
