import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killOf } from './kill-of.ts';

const failure = {
  status: 'fail',
  clauses: ['S4-b', 'S4-c'],
  reasons: [{ text: 'sends the wrong Host', clause: 'S4-b' }, { text: 'and something else' }],
  divergence: { kind: 'no-host', step: '4', event: 3 },
} as const;

test('a kill is what the reasons of a failure name, and its kind', () => {
  assert.deepEqual(killOf(failure), { clauses: ['S4-b'], kind: 'no-host' });
});

test('where no reason names a clause, none was broken for sure', () => {
  const reasons = [{ text: 'says something that did not happen' }];
  assert.deepEqual(killOf({ ...failure, reasons }), { clauses: [], kind: 'no-host' });
});

test('only a failure is a kill', () => {
  assert.equal(killOf({ ...failure, status: 'noted' }), undefined);
});
