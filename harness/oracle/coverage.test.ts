import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../model/index.ts';
import { clause } from './clause.ts';
import { coverageOf, type Kill, type KillMatrix, owesMutant, staleKills } from './coverage.ts';
import { sketch } from './testing/worlds.ts';

const citing = (id: string, clauses: readonly string[], twin?: Case['twin']): Case => ({
  ...sketch({ clauses }),
  id,
  ...(twin && { twin }),
});

const twin = (parent: string) => ({ parent, role: 'cert-of-target', listener: 'hs:8448' as const });

const of = (id: string, cases: readonly Case[], kills: KillMatrix = {}) => {
  const found = coverageOf(cases, kills).find((one) => one.clause.id === id);
  assert.ok(found);
  return found;
};

const naming = (...clauses: readonly string[]): Kill => ({ clauses, kind: 'no-host' });

test('a clause is covered by the cases that cite it, and by the mutants whose verdicts name it', () => {
  const cases = [
    citing('srv/a#1', ['S4-a', 'S4-c']),
    citing('srv/a#2', ['S4-a']),
    citing('srv/b', ['S4-a']),
    citing('srv/b~cert-of-target', ['S4-c'], twin('srv/b')),
  ];
  const kills = {
    slow: { 'srv/a#2': naming('S4-a'), 'srv/b': naming('S4-a', 'S4-d') },
    blind: { 'srv/b~cert-of-target': naming('S4-c') },
  };
  const found = of('S4-a', cases, kills);
  assert.deepEqual(found.cases, ['srv/a#1', 'srv/a#2', 'srv/b']);
  assert.deepEqual(found.scenarios, ['srv/a', 'srv/b']);
  assert.deepEqual(found.mutants, ['slow']);
  assert.deepEqual(of('S4-c', cases, kills).mutants, ['blind']);
});

test('a mutant that fails a case for another reason says nothing of a clause that the case cites', () => {
  const cases = [citing('srv/a', ['S4-a', 'S4-b'])];
  assert.equal(of('S4-b', cases, { slow: { 'srv/a': naming('S4-a') } }).lacks, 'mutant');
  assert.equal(of('S4-b', cases, { slow: { 'srv/a': naming() } }).lacks, 'mutant');
});

test('a clause that no verdict names counts by what it is told as, in the cases that cite it', () => {
  const cases = [citing('srv/a', ['S4-e', 'S4-a']), citing('srv/b', ['S4-a'])];
  assert.deepEqual(of('S4-e', cases, { slow: { 'srv/a': naming('S4-a') } }).mutants, ['slow']);
  assert.deepEqual(of('S4-e', cases, { slow: { 'srv/b': naming('S4-a') } }).mutants, []);
  assert.deepEqual(of('S4-e', cases, { slow: { 'srv/a': naming('S4-b') } }).mutants, []);
});

test('a clause about a circumstance counts by who goes astray in that circumstance alone', () => {
  const cases = [citing('keys/a', ['D-8', 'S4-a']), citing('keys/b', ['D-8']), citing('srv/b', ['S4-a'])];
  const of8 = (kills: KillMatrix) => of('D-8', cases, kills).mutants;
  assert.deepEqual(of8({ keys: { 'keys/a': naming('S4-a'), 'keys/b': naming('S4-b') } }), ['keys']);
  assert.deepEqual(of8({ all: { 'keys/a': naming('S4-a'), 'srv/b': naming('S4-a') } }), []);
  assert.deepEqual(of8({ keys: { 'keys/a': naming('S4-b') } }), []);
});

test('a twin is no scenario: somebody has to have written one', () => {
  const { cases, lacks } = of('S4-c', [citing('srv/b~cert-of-target', ['S4-c'], twin('srv/b'))], {
    blind: { 'srv/b~cert-of-target': naming('S4-c') },
  });
  assert.deepEqual([cases, lacks], [[], 'scenario']);
});

test('what is MUST or implied and testable owes a scenario, and a mutant whose verdict names it', () => {
  const cases = [citing('srv/a', ['S4-a', 'S4-d', 'V-3', 'A-6'])];
  assert.equal(of('S4-a', []).lacks, 'scenario');
  assert.equal(of('S4-a', cases).lacks, 'mutant');
  assert.equal(of('S4-a', cases, { slow: { 'srv/a': naming('S4-a') } }).lacks, undefined);
  for (const id of ['S4-d', 'V-3', 'A-6', 'G-5', 'CD-3']) assert.equal(of(id, []).lacks, undefined, id);
});

test('what nobody can see from outside owes nothing, whatever its level', () => {
  for (const id of ['G-5', 'G-20', 'A-6', 'A-10', 'K-2', 'K-9', 'V-5', 'X-4', 'C-10'])
    assert.equal(owesMutant(clause(id)), false, id);
  for (const id of ['G-4', 'D-4', 'S1-a', 'A-3', 'X-1']) assert.equal(owesMutant(clause(id)), true, id);
});

test('a matrix that speaks of cases that are gone is out of date', () => {
  assert.deepEqual(
    staleKills([citing('srv/a', ['S4-a'])], {
      slow: { 'srv/a': naming(), 'srv/old': naming() },
      blind: { 'srv/old': naming() },
    }),
    ['srv/old'],
  );
});
