import assert from 'node:assert/strict';
import { test } from 'node:test';
import { specParts } from '../spec-parts.ts';
import { fileOfMutant, mutants, replacedPart } from './mutants.ts';

test('each mutant replaces exactly one part', () => {
  for (const mutant of mutants) {
    const { name, replaces } = mutant;
    assert.equal(Object.keys(replaces).length, 1, name);
    const part = replacedPart(mutant);
    const [own] = Object.values(replaces);
    assert.equal(typeof own, typeof specParts[part], name);
    assert.notEqual(own, specParts[part], name);
  }
});

test('names are unique, and what a mutant shows are reports', () => {
  const names = mutants.map(({ name }) => name);
  assert.equal(new Set(names).size, names.length);
  for (const { name, see = [] } of mutants) {
    assert.match(name, /^[a-z0-9.-]+$/);
    for (const url of see) assert.ok(URL.canParse(url), url);
  }
});

test('each is found in the file that it stands in', () => {
  const [first] = mutants;
  assert.ok(first);
  assert.equal(fileOfMutant(first), 'harness/reference/mutants/names.ts');
});
