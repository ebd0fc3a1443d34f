import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../../evidence/index.ts';
import type { Verdict } from '../../judge/index.ts';
import { DEFAULT_SPEC_VERSION } from '../../oracle/index.ts';
import { plain } from './paint.ts';
import { verdictLines } from './verdict-lines.ts';

const close = (n: number): Event => ({
  kind: 'close',
  n,
  at: n,
  connection: 1,
  host: 'origin',
  port: 443,
  how: 'end',
});

const verdict: Verdict = {
  id: 'srv/fed',
  implementation: 'mine',
  title: 'A title',
  status: 'fail',
  expected: false,
  level: 'MUST',
  clauses: [],
  reasons: [],
  claim: null,
  events: [],
  ms: 1,
};

const ALL = (dropped: number) => `… ${dropped} more that are not kept`;
const PART = (dropped: number) => `… more that are not kept, ${dropped} in all`;

/** The numbers of the events, with the gaps between them. */
const ROWS: readonly (readonly [
  what: string,
  kept: readonly number[],
  dropped: number,
  told: readonly (number | string)[],
])[] = [
  ['all are kept', [1, 2, 3], 0, [1, 2, 3]],
  ['all are kept, and others have numbers between them', [1, 5, 9], 0, [1, 5, 9]],
  ['the middle is missing', [1, 2, 9, 10], 6, [1, 2, ALL(6), 9, 10]],
  ['one of the middle is kept', [1, 2, 5, 9], 5, [1, 2, PART(5), 5, PART(5), 9]],
  ['others have numbers, too', [1, 3, 50, 52], 20, [1, 3, ALL(20), 50, 52]],
  ['the beginning is missing', [8, 9], 7, [ALL(7), 8, 9]],
  ['the end is missing', [1, 2], 3, [1, 2, ALL(3)]],
  ['none is kept', [], 3, [ALL(3)]],
];

for (const [what, kept, dropped, told] of ROWS) {
  test(`events of a failure: ${what}`, () => {
    const more = dropped > 0 ? { dropped } : {};
    const [, ...lines] = verdictLines(
      { ...verdict, events: kept.map(close), ...more },
      plain,
      DEFAULT_SPEC_VERSION,
    );
    assert.deepEqual(
      lines.map((line) => Number(/^ *(\d+) {2}/.exec(line)?.[1]) || line.trim()),
      told,
    );
  });
}

test('of a success no events are told, and none that are not kept', () => {
  const lines = verdictLines(
    { ...verdict, status: 'pass', expected: true, dropped: 5 },
    plain,
    DEFAULT_SPEC_VERSION,
  );
  assert.deepEqual(lines, ['mine  pass']);
});
