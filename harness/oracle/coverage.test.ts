import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../model/index.ts';
import { clause } from './clause.ts';
import { coverageOf, owesMutant, staleKills } from './coverage.ts';
import { sketch } from './testing/worlds.ts';

const citing = (id: string, clauses: readonly string[], twin?: Case['twin']): Case => ({
  ...sketch({ clauses }),
  id,
  ...(twin && { twin }),
});

const twin = (parent: string) => ({ parent, role: 'cert-of-target', listener: 'hs:8448' as const });

const of = (id: string, cases: readonly Case[], kills: Readonly<Record<string, readonly string[]>> = {}) => {
  const found = coverageOf(cases, kills).find((one) => one.clause.id === id);
  assert.ok(found);
  return found;
};

test('a clause is covered by the cases that cite it, and by the mutants that one of them or a twin catches', () => {
  const cases = [
    citing('srv/a#1', ['S4-a', 'S4-c']),
    citing('srv/a#2', ['S4-a']),
    citing('srv/b', ['S4-a']),
    citing('srv/b~cert-of-target', ['S4-c'], twin('srv/b')),
  ];
  const kills = { slow: ['srv/a#2', 'srv/b'], blind: ['srv/b~cert-of-target'] };
  const found = of('S4-a', cases, kills);
  assert.deepEqual(found.cases, ['srv/a#1', 'srv/a#2', 'srv/b']);
  assert.deepEqual(found.scenarios, ['srv/a', 'srv/b']);
  assert.deepEqual(found.mutants, ['slow']);
  assert.deepEqual(of('S4-c', cases, kills).mutants, ['blind']);
});

test('a twin is no scenario: somebody has to have written one', () => {
  const { cases, lacks } = of('S4-c', [citing('srv/b~cert-of-target', ['S4-c'], twin('srv/b'))], {
    blind: ['srv/b~cert-of-target'],
  });
  assert.deepEqual([cases, lacks], [[], 'scenario']);
});

test('what is MUST or implied and testable owes a scenario, and a mutant that it catches', () => {
  const cases = [citing('srv/a', ['S4-a', 'S4-d', 'V-3', 'A-6'])];
  assert.equal(of('S4-a', []).lacks, 'scenario');
  assert.equal(of('S4-a', cases).lacks, 'mutant');
  assert.equal(of('S4-a', cases, { slow: ['srv/a'] }).lacks, undefined);
  for (const id of ['S4-d', 'V-3', 'A-6', 'G-5', 'CD-3']) assert.equal(of(id, []).lacks, undefined, id);
});

test('what nobody can see from outside owes nothing, whatever its level', () => {
  for (const id of ['G-5', 'G-20', 'A-6', 'A-10', 'K-2', 'K-9', 'V-5', 'X-4', 'C-10'])
    assert.equal(owesMutant(clause(id)), false, id);
  for (const id of ['G-4', 'D-4', 'S1-a', 'A-3', 'X-1']) assert.equal(owesMutant(clause(id)), true, id);
});

test('a matrix that speaks of cases that are gone is out of date', () => {
  assert.deepEqual(
    staleKills([citing('srv/a', ['S4-a'])], { slow: ['srv/a', 'srv/old'], blind: ['srv/old'] }),
    ['srv/old'],
  );
});
