import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plain } from './paint.ts';
import { conformanceLine } from './summary.ts';

test('one line says which version is met, and what the next asks for', () => {
  const missing = (count: number, clauses: readonly string[]) => ({
    version: 'v1.8' as const,
    cases: Array.from({ length: count }, (_, i) => `srv/${i}`),
    clauses,
  });
  for (const [conformance, line] of [
    [{ meets: 'v1.19', asked: 312, unasked: 0 }, 'meets v1.19, as far as 312 cases tell'],
    [
      { meets: 'v1.20', asked: 312, unasked: 8 },
      'meets unstable, as far as 312 cases tell (8 could not be asked)',
    ],
    [
      { meets: 'v1.7', missing: missing(12, ['S33-a', 'S4-a']), asked: 200, unasked: 0 },
      'meets v1.7; v1.8 is missed by 12 cases: S33-a S4-a',
    ],
    [
      { meets: 'v1.7', missing: missing(2, []), asked: 200, unasked: 3 },
      'meets v1.7; v1.8 is missed by 2 cases (3 could not be asked)',
    ],
    [
      { meets: null, missing: missing(1, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']), asked: 1, unasked: 0 },
      'meets no version of the specification; v1.8 is missed by 1 case: a b c d e f and 2 more',
    ],
  ] as const) {
    assert.equal(conformanceLine(conformance, plain), `  ${line}`);
  }
});
