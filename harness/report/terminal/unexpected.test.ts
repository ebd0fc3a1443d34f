import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Likeness, Verdict } from '../../judge/index.ts';
import { UnexpectedVerdicts } from './unexpected.ts';

const LIKE: Likeness = { mutants: ['m'], shared: ['x/2'], of: 1 };

function verdict(id: string, status: Verdict['status'], expected = false): Verdict {
  const twin = id.includes('~') ? { parent: 'x/1', role: 'cert', listener: 'a:1' as const } : undefined;
  const of = { id, status, expected, title: '', implementation: 'i', ms: 1, claim: null, events: [] };
  return { ...of, level: 'MUST', clauses: [], reasons: [], ...(twin && { twin }) };
}

function watched(recorded = true) {
  const told: string[] = [];
  const unexpected = new UnexpectedVerdicts({
    likenesses: (verdicts) => (verdicts.some(({ id }) => id === 'x/2') ? [LIKE] : []),
    recorded: () => recorded,
    tell: ({ id }, likeness) => told.push(likeness ? `${id} like ${likeness.mutants}` : id),
  });
  return { unexpected, told };
}

test('failures wait for each other, and are told with what they look like', () => {
  const { unexpected, told } = watched();
  unexpected.note(verdict('x/3', 'fail'));
  unexpected.note(verdict('x/2', 'fail'));
  unexpected.note(verdict('x/1', 'fail', true));
  assert.deepEqual(told, []);
  unexpected.flush();
  assert.deepEqual(told, ['x/2 like m', 'x/3']);
  unexpected.flush();
  assert.equal(told.length, 2);
});

test('errors are told at once, and look like nobody', () => {
  const { unexpected, told } = watched();
  unexpected.note(verdict('x/2', 'error'));
  assert.deepEqual(told, ['x/2']);
  unexpected.flush();
  assert.deepEqual(told, ['x/2']);
});

test('at the end it is known what all of them look like', () => {
  const { unexpected, told } = watched();
  unexpected.note(verdict('x/3', 'fail'));
  unexpected.flush([{ ...LIKE, shared: ['x/3'] }]);
  assert.deepEqual(told, ['x/3 like m']);
});

test('of many twins the first few are told, the others counted, if they are recorded', () => {
  const ids = ['1', '2', '3', '4', '5', '6', '7'].map((i) => `x/1~cert-${i}`);
  for (const [recorded, count] of [
    [true, 5],
    [false, 7],
  ] as const) {
    const { unexpected, told } = watched(recorded);
    for (const id of ids) unexpected.note(verdict(id, 'fail'));
    unexpected.flush();
    assert.deepEqual([told.length, unexpected.untold], [count, 7 - count]);
  }
});
