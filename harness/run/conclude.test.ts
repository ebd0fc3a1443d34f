import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Divergence, EMPTY_BASELINE, isExpected, parseBaseline, type Verdict } from '../judge/index.ts';
import {
  type Conclusion,
  type ConclusionTerms,
  conclude,
  concludeRun,
  type FinishedSubject,
} from './conclude.ts';
import type { ConcludedCase, ConcludedVerdict } from './concluded.ts';

const CASES: readonly ConcludedCase[] = [
  { id: 'a/small', stalls: false, size: 2 },
  { id: 'a/large', stalls: false, size: 9 },
  { id: 'a/small~cert-of-other', stalls: false, size: 1 },
  { id: 'b/stalls', stalls: true, size: 2 },
];
const TERMS: ConclusionTerms = { cases: CASES, version: 'v1.19', level: 'all', whole: true, kills: {} };

type Sketched = Partial<ConcludedVerdict> & Pick<Verdict, 'id' | 'status'>;

function concluded(
  verdicts: readonly Sketched[],
  {
    baseline = '',
    problems = [] as readonly string[],
    late = [] as FinishedSubject['late'],
    ended = undefined as string | undefined,
  } = {},
  terms: Partial<ConclusionTerms> = {},
): Conclusion {
  const known = baseline === '' ? EMPTY_BASELINE : parseBaseline(baseline, 'b');
  const whole = verdicts.map((sketched): ConcludedVerdict => {
    const twin = sketched.id.includes('~')
      ? ({ parent: 'a/small', role: 'cert', listener: 'x:1' } as const)
      : undefined;
    const expected = isExpected(known, sketched);
    return { level: 'MUST', clauses: [], reasons: [], expected, ...(twin && { twin }), ...sketched };
  });
  const finished = { name: 'somebody', verdicts: whole, baseline: known, late, problems, remarks: [] };
  return conclude({ ...finished, ...(ended !== undefined && { ended }) }, { ...TERMS, ...terms });
}

const IGNORED = { kind: 'ignored-delegation', whose: 'server name', means: '8448' } as const;
const PORT = { kind: 'used-well-known-port', whose: 'server name' } as const;
const went = (detail: typeof IGNORED | typeof PORT): Divergence => ({ ...detail, step: '3.4', event: 1 });

const fail = (id: string, more: Partial<ConcludedVerdict> = {}): Sketched => ({
  id,
  status: 'fail',
  divergence: went(IGNORED),
  ...more,
});

test('a format with a line a case finds every verdict, as long as somebody was judged', () => {
  const verdicts: readonly Sketched[] = [fail('a/large'), { id: 'a/small', status: 'pass' }];
  const lines = (of: Conclusion) => of.verdicts.map(({ id, status, expected }) => [id, status, expected]);
  assert.deepEqual(lines(concluded(verdicts, { baseline: 'a/large  fail  # known\n' })), [
    ['a/large', 'fail', true],
    ['a/small', 'pass', true],
  ]);
  assert.deepEqual(lines(concluded(verdicts)).at(0), ['a/large', 'fail', false]);
  assert.deepEqual(lines(concluded(verdicts, { ended: 'it does not start' })), []);
});

const sums = ({ asExpected, unexpectedCount, below, mistakes, exitCode }: Conclusion) => [
  asExpected,
  unexpectedCount,
  below.length,
  mistakes.length,
  exitCode,
];

test('what is unexpected, what does not count, mistakes of the baseline, and the exit code', () => {
  const pass: Sketched = { id: 'a/large', status: 'pass' };
  const should = fail('a/small', { level: 'SHOULD' });
  const known = 'a/small  fail  # known\n';
  const rows: readonly [got: Conclusion, expected: number[]][] = [
    [concluded([]), [0, 0, 0, 0, 0]],
    [concluded([pass, { id: 'a/small', status: 'lenient' }]), [2, 0, 0, 0, 0]],
    [concluded([pass, fail('a/small')]), [1, 1, 0, 0, 1]],
    [concluded([pass, fail('a/small')], { baseline: known }), [2, 0, 0, 0, 0]],
    // What is better than the baseline is as unexpected as what is worse.
    [concluded([{ id: 'a/small', status: 'pass' }], { baseline: known }), [0, 1, 0, 0, 1]],
    [concluded([pass], { baseline: known }), [1, 1, 0, 1, 1]],
    [concluded([pass], { baseline: known }, { whole: false }), [1, 0, 0, 0, 0]],
    [concluded([pass], { baseline: 'a/large  pass\n' }, { whole: false }), [1, 1, 0, 1, 1]],
    [concluded([should]), [0, 1, 0, 0, 1]],
    [concluded([should], {}, { level: 'must' }), [0, 0, 1, 0, 0]],
    [concluded([fail('a/small', { level: 'implied' })], {}, { level: 'must' }), [0, 1, 0, 0, 1]],
    // Better than the baseline, it counts at every level.
    [
      concluded([{ id: 'a/small', status: 'pass', level: 'SHOULD' }], { baseline: known }, { level: 'must' }),
      [0, 1, 0, 0, 1],
    ],
    [concluded([{ id: 'a/small', status: 'error' }]), [0, 1, 0, 0, 2]],
    [concluded([pass], { problems: ['the disk is full'] }), [1, 0, 0, 0, 2]],
    // Not judged: verdicts do not count, and nobody knows which lines are stale.
    [concluded([fail('a/small')], { ended: 'it does not start', baseline: known }), [0, 0, 0, 0, 2]],
  ];
  for (const [index, [got, expected]] of rows.entries())
    assert.deepEqual(sums(got), expected, `row ${index}`);
});

test('verdicts are counted by family, twins apart, with why they were skipped', () => {
  const { tally } = concluded([
    { id: 'b/stalls', status: 'skip', reasons: [{ text: 'no twin' }] },
    { id: 'a/small', status: 'pass' },
    { id: 'a/large', status: 'fail' },
    { id: 'a/small~cert-of-other', status: 'skip', reasons: [{ text: 'needs "connect"' }] },
  ]);
  const none = { pass: 0, lenient: 0, noted: 0, fail: 0, skip: 0, error: 0 };
  assert.deepEqual(tally, {
    all: { ...none, pass: 1, fail: 1, skip: 2 },
    families: [
      { family: 'a', counts: { ...none, pass: 1, fail: 1 } },
      { family: 'b', counts: { ...none, skip: 1 } },
    ],
    twins: { ...none, skip: 1 },
    skipped: [
      { why: 'needs "connect"', cases: 0, twins: 1 },
      { why: 'no twin', cases: 1, twins: 0 },
    ],
  });
});

test('a failure where somebody stalls is compared with mutants only where nothing else fails', () => {
  const five = (name: string) => [1, 2, 3, 4, 5].map((number) => `${name}/${number}`);
  const caught = (ids: readonly string[]) =>
    Object.fromEntries(ids.map((id) => [id, { clauses: [], kind: 'ignored-delegation' }]));
  const kills = {
    waits: caught(five('stalls')),
    other: caught(five('large')),
    third: caught(['a/small']),
  };
  const cases = [
    ...CASES,
    ...five('large').map((id) => ({ id, stalls: false, size: 1 })),
    ...five('stalls').map((id) => ({ id, stalls: true, size: 1 })),
  ];
  const like = (verdicts: readonly Sketched[]) =>
    concluded(verdicts, {}, { cases, kills }).likenesses.map(({ mutants }) => mutants.join());
  const passed: Sketched[] = [{ id: 'a/small', status: 'pass' }];
  const failing = (name: string) => five(name).map((id) => fail(id));
  assert.deepEqual(like([...failing('large'), ...failing('stalls'), ...passed]), ['other']);
  assert.deepEqual(like([...failing('stalls'), ...passed]), ['waits']);
  assert.deepEqual(like(passed), []);
});

test('defects that stand in the same part of a resolver are never told of one implementation', () => {
  const ids = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}/${i}`);
  const caught = (some: readonly string[]) =>
    Object.fromEntries(some.map((id) => [id, { clauses: [], kind: 'ignored-delegation' }]));
  const like = (second: string) => {
    const kills = { 'only-deprecated-srv': caught(ids('old', 6)), [second]: caught(ids('new', 5)) };
    const all = [...ids('old', 6), ...ids('new', 5)];
    const cases = all.map((id) => ({ id, stalls: false, size: 1 }));
    const verdicts = all.map((id) => fail(id));
    const others = Object.fromEntries(ids('m', 40).map((name) => [name, caught([`${name}/x`])]));
    const passed = ids('m', 40).map((name): Sketched => ({ id: `${name}/x`, status: 'pass' }));
    const more = passed.map(({ id }) => ({ id, stalls: false, size: 1 }));
    const terms = { cases: [...cases, ...more], kills: { ...kills, ...others } };
    return concluded([...verdicts, ...passed], {}, terms).likenesses.map(({ mutants }) => mutants.join());
  };
  assert.deepEqual(like('no-sni'), ['only-deprecated-srv', 'no-sni']);
  assert.deepEqual(like('only-current-srv'), ['only-deprecated-srv']);
});

test('only the whole library tells which version is met', () => {
  const verdicts: Sketched[] = [{ id: 'a/small', status: 'pass' }];
  assert.equal(concluded(verdicts).conformance?.meets, 'v1.19');
  assert.equal(concluded(verdicts, {}, { whole: false }).conformance, undefined);
  assert.equal(concluded(verdicts, { ended: 'gone' }).conformance, undefined);
});

test('a run is as bad as its worst', () => {
  const good = concluded([{ id: 'a/small', status: 'pass' }]);
  const bad = { ...concluded([fail('a/small')]), name: 'bad' };
  const gone = { ...concluded([], { ended: 'it does not start' }), name: 'gone' };
  assert.equal(concludeRun([]).exitCode, 0);
  assert.equal(concludeRun([good, bad]).exitCode, 1);
  const all = concludeRun([good, gone, bad]);
  assert.deepEqual([all.exitCode, all.unexpected, all.problems], [2, 1, ['it does not start']]);
  assert.deepEqual(
    Object.entries(all.counts).map(([name, { pass, fail: failed }]) => [name, pass, failed]),
    [
      ['somebody', 1, 0],
      ['gone', 0, 0],
      ['bad', 0, 1],
    ],
  );
  assert.deepEqual(Object.keys(all.conformance), ['somebody', 'bad']);
});

test('what was asked once more is counted, with the highest pressure; only an error in the end changes the exit code', () => {
  const late = [{ id: 'a/small', pressure: 20 }, { id: 'a/large', pressure: 60 }, { id: 'b/stalls' }];
  const passed = [
    { id: 'a/large', status: 'pass' },
    { id: 'a/small', status: 'pass' },
    { id: 'b/stalls', status: 'pass' },
  ] as const;
  const settled = concluded(passed, { late });
  assert.deepEqual([settled.askedAgain, settled.exitCode], [{ cases: 3, errors: 0, pressure: 60 }, 0]);
  const left = concluded([...passed.slice(0, 2), { id: 'b/stalls', status: 'error' }], { late });
  assert.deepEqual([left.askedAgain, left.exitCode], [{ cases: 3, errors: 1, pressure: 60 }, 2]);
  assert.equal(concluded(passed).askedAgain, undefined);
  assert.equal(left.tally.all.pass, 2);
});
