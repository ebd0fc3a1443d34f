import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type LateResult, lastResult } from './case-result.ts';
import { moreThanRecorded } from './more-than-recorded.ts';
import { unserved } from './run-case.ts';

test('an overload says who was in a loop, and nothing else of what it found', () => {
  const flood = moreThanRecorded({ questions: 1, attempts: 0, connections: 0, requests: 0, unserved: 0 });
  const late: LateResult = {
    ...{ status: 'fail', level: 'MUST', clauses: [], claim: null, events: [], ms: 0, late: 'we were late' },
    reasons: [{ text: 'sent nothing' }, ...flood],
  };
  const { status, reasons } = lastResult(late);
  assert.equal(status, 'error');
  const { late: _, ...whole } = late;
  assert.deepEqual(lastResult({ ...late, stands: true }), whole, 'a deed stands without what was late');
  assert.deepEqual(
    reasons.map(({ text }) => text.replace(/;.*/, '')),
    ['harness overloaded: we were late', 'asked more DNS questions than are recorded'],
  );
});

test('who floods until nobody listens has not shown that it does nothing wrong', () => {
  const flood = moreThanRecorded({ questions: 0, attempts: 0, connections: 9, requests: 0, unserved: 9 });
  const of = (status: LateResult['status']) =>
    unserved({ status, level: 'MUST', clauses: [], claim: null, reasons: [{ text: 'why' }, ...flood] });
  for (const status of ['pass', 'lenient', 'noted', 'skip'] as const) {
    const { status: left, reasons } = of(status);
    assert.deepEqual([left, reasons], ['error', flood]);
  }
  assert.equal(of('fail').status, 'fail');
  assert.equal(of('fail').reasons.length, 3);
});
