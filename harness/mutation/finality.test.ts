import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nameOfCell } from '../model/index.ts';
import { finalityMatrix } from '../oracle/index.ts';
import { mutants } from '../reference/index.ts';
import { loadCases } from '../scenario/index.ts';

const { cases } = loadCases({ root: new URL('../../', import.meta.url).pathname, selectors: [] });
const own = mutants.flatMap(({ name, cell }) => (cell === undefined ? [] : [{ name, cell }]));
/** As if every case caught every mutant: what a mutant really dies by is kept elsewhere. */
const caught = Object.fromEntries(cases.map(({ id }) => [id, { clauses: [], kind: 'ignored-delegation' }]));
const all = Object.fromEntries(own.map(({ name }) => [name, caught]));
const matrix = finalityMatrix(cases, own, all);
const isPossible = ({ impossible }: (typeof matrix)[number]) => impossible === undefined;

test('each possible cell has a case, and a mutant of its own', () => {
  assert.deepEqual(
    matrix.filter(({ lacks }) => lacks !== undefined),
    [],
  );
  const twice = matrix.filter((entry) => isPossible(entry) && entry.mutants.length > 1);
  assert.deepEqual(twice.map(nameOfCell), []);
});

test('what is called impossible is in no case, and no mutant does it', () => {
  const contradicted = matrix.filter((entry) => !isPossible(entry) && entry.cases.length > 0);
  assert.deepEqual(contradicted, []);
  const possible = new Set(matrix.filter(isPossible).map(nameOfCell));
  assert.deepEqual(
    own.filter(({ cell }) => !possible.has(nameOfCell(cell))),
    [],
  );
});

test('a case of the family has one failure, and every cell of it', () => {
  const family = cases.filter((c) => c.family === 'finality');
  for (const { id } of family) {
    const filled = matrix.filter((entry) => entry.cases.includes(id));
    const fields = new Set(filled.map(({ step, trouble }) => `${step} ${trouble}`));
    assert.equal(fields.size, 1, `${id}: ${[...fields].join()}`);
    const [field] = fields;
    const possible = matrix.filter((one) => isPossible(one) && `${one.step} ${one.trouble}` === field);
    assert.deepEqual(filled.map(nameOfCell), possible.map(nameOfCell), id);
  }
});
