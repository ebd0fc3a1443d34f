import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Likeness, Verdict } from '../judge/index.ts';
import { UnexpectedVerdicts } from './surprises.ts';

const LIKE: Likeness = { mutants: ['m'], shared: ['x/2'], of: 1 };

function verdict(id: string, status: Verdict['status'], expected = false): Verdict {
  const twin = id.includes('~') ? { parent: 'x/1', role: 'cert', listener: 'a:1' as const } : undefined;
  const of = { id, status, expected, title: '', implementation: 'i', ms: 1, claim: null, events: [] };
  return { ...of, level: 'MUST', clauses: [], reasons: [], ...(twin && { twin }) };
}

function watched(recorded = true) {
  const told: string[] = [];
  let asked = 0;
  const surprises = new UnexpectedVerdicts({
    likenesses: () => {
      asked++;
      return [LIKE];
    },
    recorded: () => recorded,
    tell: ({ id }, likeness) => told.push(likeness ? `${id} like ${likeness.mutants}` : id),
  });
  return { surprises, told, asked: () => asked };
}

test('failures wait for each other, and are told with what they look like', () => {
  const { surprises, told } = watched();
  surprises.note(verdict('x/3', 'fail'));
  surprises.note(verdict('x/2', 'fail'));
  surprises.note(verdict('x/1', 'fail', true));
  assert.deepEqual(told, []);
  assert.deepEqual(surprises.flush(), [LIKE]);
  assert.deepEqual(told, ['x/2 like m', 'x/3']);
  surprises.flush();
  assert.equal(told.length, 2);
});

test('errors are told at once, and nothing is compared where nothing failed', () => {
  const { surprises, told, asked } = watched();
  surprises.note(verdict('x/1', 'error'));
  surprises.note(verdict('x/2', 'pass'));
  assert.deepEqual(told, ['x/1']);
  assert.deepEqual(surprises.flush(), []);
  assert.deepEqual([told, asked()], [['x/1', 'x/2'], 0]);
});

test('of many twins the first few are told, the others counted, if they are recorded', () => {
  const ids = ['1', '2', '3', '4', '5', '6', '7'].map((i) => `x/1~cert-${i}`);
  for (const [recorded, count] of [
    [true, 5],
    [false, 7],
  ] as const) {
    const { surprises, told } = watched(recorded);
    for (const id of ids) surprises.note(verdict(id, 'fail'));
    surprises.flush();
    assert.deepEqual([told.length, surprises.untold], [count, 7 - count]);
  }
});
