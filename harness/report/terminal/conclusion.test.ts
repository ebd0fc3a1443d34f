/** What is told at the end of an implementation, letter by letter. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EMPTY_BASELINE, isExpected, parseBaseline, type Verdict } from '../../judge/index.ts';
import { type ConclusionTerms, conclude, type FinishedSubject } from '../../run/index.ts';
import { conclusionLines } from './conclusion.ts';
import { plain } from './paint.ts';

const KILL = { clauses: ['S33-a'], kind: 'no-host' };

/** Fewer would not be enough to call somebody by a name. */
const FIVE = ['a/1', 'a/2', 'a/3', 'a/4', 'a/5'];

const TERMS: ConclusionTerms = {
  cases: [
    { id: 'a/one', stalls: false, size: 1 },
    { id: 'a/one~cert-of-other', stalls: false, size: 1 },
    { id: 'long-family/two', stalls: false, size: 1 },
    ...FIVE.map((id) => ({ id, stalls: false, size: 1 })),
  ],
  version: 'v1.19',
  level: 'all',
  whole: true,
  kills: {
    'first-mutant': Object.fromEntries(FIVE.map((id) => [id, KILL])),
    'second-mutant': { 'long-family/two': KILL },
    third: { 'a/one~cert-of-other': KILL },
  },
};

type Statuses = Readonly<Record<string, Verdict['status']>>;

function told(
  statuses: Statuses,
  more: Partial<FinishedSubject> = {},
  terms: Partial<ConclusionTerms> = {},
  { withoutBaseline = false, isBrief = false } = {},
): string {
  const baseline = more.baseline ?? EMPTY_BASELINE;
  const verdicts = Object.entries(statuses).map(([id, status]) => ({
    id,
    status,
    level: 'SHOULD' as const,
    clauses: ['S33-a'],
    reasons: [{ text: 'its parent was not reached' }],
    expected: isExpected(baseline, { id, status }),
    ...(status === 'fail' && { divergence: { kind: 'no-host', step: '6', event: 1 } as const }),
    ...(id.includes('~') && { twin: { parent: 'a/one', role: 'cert', listener: 'x:1' as const } }),
  }));
  const finished = { name: 'somebody', late: [], problems: [], remarks: [], ...more, verdicts, baseline };
  const conclusion = conclude(finished, { ...TERMS, ...terms });
  return conclusionLines(conclusion, {
    paint: plain,
    isBrief,
    withoutBaseline,
    typed: "python3 it's.py",
  }).join('\n');
}

test('all as expected', () => {
  assert.equal(
    told({ 'a/one': 'pass', 'a/one~cert-of-other': 'skip', 'long-family/two': 'lenient' }),
    `
  a            1 pass
  long-family          1 lenient
  twins                           1 skip
  all          1 pass  1 lenient  1 skip
  1 twin skipped: its parent was not reached
  meets spec v1.19 (2 cases asked)
  3 as expected, nothing unexpected`,
  );
});

test('failures, a stale line, a problem and a remark', () => {
  const baseline = parseBaseline('b/gone  fail  # why\nlong-family/two fail\n', 'known.txt');
  assert.equal(
    told(
      { ...Object.fromEntries(FIVE.map((id) => [id, 'fail' as const])), 'long-family/two': 'pass' },
      { baseline, problems: ['2 DNS questions were dropped'], remarks: ['the buffer is small'] },
    ),
    `
  a                    5 fail
  long-family  1 pass
  all          1 pass  5 fail
  ! 2 DNS questions were dropped
  ! known.txt:2: has no reason: write "long-family/two  fail  # why, or the address of the issue"
  ! known.txt:1: b/gone speaks of no case: remove the line, or correct its name
  ! the buffer is small
  meets spec v1.19 (6 cases asked)
  1 as expected, 7 unexpected`,
  );
});

test('what breaks only a SHOULD is told and does not count', () => {
  assert.equal(
    told({ 'a/one': 'fail', 'long-family/two': 'pass' }, {}, { level: 'must', whole: false, kills: {} }),
    `
  a                    1 fail
  long-family  1 pass
  all          1 pass  1 fail
  1 as expected, nothing unexpected, and 1 that break no MUST`,
  );
});

test('where kinds were told, only families that failed have a count, that of most failures first', () => {
  assert.equal(
    told(
      { 'a/one': 'fail', 'a/one~cert-of-other': 'fail', 'b/1': 'fail', 'b/2': 'fail', 'c/1': 'pass' },
      {},
      { whole: false },
      { isBrief: true },
    ),
    `
  all  1 pass  4 fail
  failed  b 2 of 2, a 1 of 1, their twins 1 of 1
  1 as expected, 4 unexpected`,
  );
});

test('nobody was judged', () => {
  assert.equal(told({ 'a/one': 'fail' }, { ended: 'it does not start' }), '  not judged');
});

test('whoever fails much and has no baseline hears how to begin green', () => {
  const many: Statuses = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a/${i}`, 'fail']));
  const terms = { whole: false, kills: {} };
  const begin =
    /\n {2}to begin green, .*: npx signpost baseline -i 'python3 it'\\''s\.py' --baseline known-failures\.txt --write$/m;
  assert.match(told(many, {}, terms, { withoutBaseline: true }), begin);
  assert.doesNotMatch(told(many, {}, terms), begin);
  const { 'a/0': _, ...ten } = many;
  assert.doesNotMatch(told(ten, {}, terms, { withoutBaseline: true }), begin);
});

const AGAIN: readonly (readonly [
  what: string,
  statuses: Statuses,
  late: FinishedSubject['late'],
  line: string,
])[] = [
  [
    'one that passed in the end',
    { 'a/one': 'pass' },
    [{ id: 'a/one' }],
    '  ! 1 case was asked once more, alone, because we or this machine were late',
  ],
  [
    'two, with the pressure of the machine',
    { 'a/one': 'pass', 'long-family/two': 'pass' },
    [
      { id: 'a/one', pressure: 12.2 },
      { id: 'long-family/two', pressure: 71.5 },
    ],
    '  ! 2 cases were asked once more, alone, because we or this machine were late; somebody waited for a processor 72 % of the time',
  ],
  [
    'one of them late again',
    { 'a/one': 'error', 'long-family/two': 'pass' },
    [{ id: 'a/one' }, { id: 'long-family/two' }],
    '  ! 2 cases were asked once more, alone, because we or this machine were late. 1 of them is an error: a lower --parallel helps, or a machine with less to do',
  ],
];

for (const [what, statuses, late, line] of AGAIN) {
  test(`what was asked once more is told: ${what}`, () => {
    assert.ok(told(statuses, { late }).split('\n').includes(line), told(statuses, { late }));
  });
}
