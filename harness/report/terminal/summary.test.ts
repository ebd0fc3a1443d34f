import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tallyOf } from '../../run/index.ts';
import { plain } from './paint.ts';
import { conformanceLine, summarize } from './summary.ts';

test('one line says which version is met, and what the next asks for', () => {
  const missing = (count: number, clauses: readonly string[]) => ({
    version: 'v1.8' as const,
    cases: Array.from({ length: count }, (_, i) => `srv/${i}`),
    clauses,
  });
  for (const [conformance, line] of [
    [{ meets: 'v1.19', asked: 312, unasked: 0 }, 'meets spec v1.19 (312 cases asked)'],
    [
      { meets: 'v1.20', asked: 312, unasked: 8 },
      'meets spec unstable (312 cases asked, 8 could not be asked)',
    ],
    [
      { meets: 'v1.7', missing: missing(12, ['S33-a', 'S4-a']), asked: 200, unasked: 0 },
      'meets spec v1.7, and breaks v1.8 in 12 cases: S33-a S4-a',
    ],
    [
      { meets: 'v1.7', missing: missing(2, []), asked: 200, unasked: 3 },
      'meets spec v1.7, and breaks v1.8 in 2 cases (3 could not be asked)',
    ],
    [
      { meets: null, missing: missing(1, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']), asked: 1, unasked: 0 },
      'meets no version of the spec, and breaks v1.8 in 1 case: a b c d e f and 2 more',
    ],
  ] as const) {
    assert.equal(conformanceLine(conformance, plain), `  ${line}`);
  }
});

const skips = (count: number, why: string, twin = false) =>
  Array.from({ length: count }, (_, i) => ({
    id: `x/${i}`,
    status: 'skip' as const,
    reasons: [{ text: why }],
    ...(twin && { twin: { parent: 'x/0', role: 'cert-of-other', listener: 'x:1' as const } }),
  }));

test('what was skipped is counted by its reason, the one of most first', () => {
  const signed = 'needs "signed": it does not sign requests';
  const verdicts = [...skips(1, 'the parser\u001b[2J'), ...skips(2, signed), ...skips(3, signed, true)];
  assert.deepEqual(summarize(tallyOf(verdicts), plain).slice(-2), [
    `  2 cases and 3 twins skipped: ${signed}`,
    '  1 case skipped: the parser\\u{1b}[2J',
  ]);
});

test('many reasons are counted', () => {
  const verdicts = Array.from({ length: 10 }, (_, i) => skips(10 - i, `reason ${i}`)).flat();
  assert.deepEqual(summarize(tallyOf(verdicts), plain).slice(-2), [
    '  3 cases skipped: reason 7',
    '  and 3 for 2 further reasons, which stand in the record',
  ]);
  const nine = summarize(tallyOf(verdicts.filter(({ reasons }) => reasons[0]?.text !== 'reason 9')), plain);
  assert.equal(nine.at(-1), '  2 cases skipped: reason 8');
});
