import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Divergence, Likeness } from '../../judge/index.ts';
import { type ConcludedCase, type ConcludedVerdict, groupingOf } from '../../run/index.ts';
import { FirstOfKinds } from './first-of-kinds.ts';
import { plain } from './paint.ts';
import { unexpectedLines } from './unexpected.ts';

const HOST: Divergence = { kind: 'no-host', step: '6', event: 1 };
const SRV: Divergence = { kind: 'used-8448-despite-srv', whose: 'server name', step: '4', event: 1 };

function failed(
  id: string,
  divergence: Divergence = HOST,
  level: ConcludedVerdict['level'] = 'MUST',
): ConcludedVerdict {
  return { id, status: 'fail', level, clauses: [], reasons: [], divergence, expected: false };
}

const many = (family: string, count: number, divergence: Divergence = HOST) =>
  Array.from({ length: count }, (_, i) => failed(`${family}/${`${i}`.padStart(2, '0')}`, divergence));

interface Shown {
  readonly all?: boolean;
  readonly cases?: readonly ConcludedCase[];
  readonly likenesses?: readonly Likeness[];
  /** Lines that one verdict takes. */
  readonly height?: number;
  /** Lines of the run besides these. */
  readonly around?: number;
}

function told(
  verdicts: readonly ConcludedVerdict[],
  { all = false, cases = [], likenesses = [], height = 1, around = 30 }: Shown = {},
) {
  const grouping = { ...groupingOf(verdicts, { cases, kills: {} }), likenesses };
  return unexpectedLines(grouping, {
    look: { paint: plain },
    version: 'v1.19',
    all,
    around,
    titles: new Map([['m', 'does wrong']]),
    tell: (id, likeness) =>
      Array.from({ length: height }, (_, i) => (i > 0 ? '  more' : `FAIL ${id}${likeness ? ' like m' : ''}`)),
  });
}

const ids = (lines: readonly string[]) => lines.flatMap((line) => /^FAIL (\S+)/.exec(line)?.[1] ?? []);

test('nothing unexpected, nothing told', () => {
  assert.deepEqual(told([]), []);
  assert.deepEqual(told([{ ...failed('a/1'), expected: true }]), []);
});

test('up to twenty are told one by one, below what they look like', () => {
  const like: Likeness = { mutants: ['m'], shared: ['a/01'], of: 1 };
  const lines = told(many('a', 20), { likenesses: [like] });
  assert.equal(lines[1], '  behaves like mutant m, 1 of 1: does wrong');
  assert.equal(ids(lines).length, 20);
  assert.deepEqual(
    lines.filter((line) => line.endsWith(' like m')),
    ['FAIL a/01 like m'],
  );
});

test('above twenty there is a line for each kind, and the plainest case of each', () => {
  const verdicts = [...many('a', 19), ...many('b', 2, SRV)];
  const cases = [{ id: 'b/01', stalls: false, size: 9, common: true }] as const;
  assert.deepEqual(told(verdicts, { cases }), [
    '',
    '21 unexpected, of 2 kinds, what to mend first at the top:',
    '   2×  step 4: used port 8448 of a name although it has an SRV record   e.g. b/01',
    '  19×  step 6: sent no Host   e.g. a/00',
    '',
    'The plainest case of each kind (--all tells every case):',
    '',
    'FAIL b/01',
    '',
    'FAIL a/00',
  ]);
  assert.equal(ids(told(verdicts, { cases, all: true })).length, 21);
});

test('one kind is told as one', () => {
  const lines = told(many('a', 21));
  assert.equal(lines[1], '21 unexpected, all of one kind:');
  assert.deepEqual(ids(lines), ['a/00']);
});

test('as many cases are told in full as fit on two screens, and one in any case', () => {
  const verdicts = [...many('a', 21), ...many('b', 20, SRV)];
  const tall = told(verdicts, { height: 40 });
  assert.deepEqual(ids(tall), ['a/00']);
  assert.ok(tall.includes('The plainest case of the first 1 (--all tells every case):'), tall.join('\n'));
  assert.deepEqual(ids(told(verdicts, { height: 99 })), ['a/00']);
});

test('with all that is around, they stay below two screens', () => {
  const kinds = (
    ['no-host', 'sni-for-address', 'srv-of-server-name', 'used-8448-despite-srv'] as const
  ).flatMap((kind, index) =>
    many(`f${index}`, 6, kind === 'used-8448-despite-srv' ? SRV : { step: '6', event: 1, kind }),
  );
  for (const around of [10, 40, 60]) {
    const lines = told(kinds, { height: 18, around });
    assert.ok(lines.length + around <= 98, `${lines.length} lines and ${around} around`);
    assert.ok(lines.length + around > 98 - 19 || ids(lines).length === 4, `${ids(lines).length} cases`);
  }
});

const KINDS: readonly (readonly [verdicts: readonly ConcludedVerdict[], line: string])[] = [
  [[failed('a/1', { ...HOST, step: 'invalid' }, 'SHOULD')], 'the server name itself: sent no Host (SHOULD)'],
  [
    [failed('a/1', { ...HOST, step: '4' }), failed('a/2', { ...HOST, step: '3.3' })],
    'steps 3.3 and 4: sent no Host',
  ],
  [
    (['3.1', '3.2', '3.3', '4'] as const).map((step) => failed(`a/${step}`, { ...HOST, step })),
    'steps 3.1 to 4: sent no Host',
  ],
  [
    [{ ...failed('a/1'), status: 'error', reasons: [{ text: 'it\u001b[2J crashed' }] }],
    'error: it\\u{1b}[2J crashed',
  ],
  [[{ ...failed('a/1'), status: 'pass' }], 'pass, where the baseline expects another status'],
];

for (const [verdicts, line] of KINDS) {
  test(`a kind is told: ${line}`, () => {
    const first = verdicts[0];
    assert.ok(first);
    const flood = [...verdicts, ...Array.from({ length: 21 }, (_, i) => ({ ...first, id: `z/${i}` }))];
    const [, , shown] = told(flood);
    assert.equal(shown, `  ${flood.length}×  ${line}   e.g. a/${verdicts.length === 4 ? '3.1' : '1'}`);
  });
}

test('in a run that takes long, the first of each kind is named once it does', () => {
  const lines: string[] = [];
  let now = 0;
  const firsts = new FirstOfKinds(
    (line) => lines.push(line),
    'v1.19',
    plain,
    () => now,
  );
  const note = (verdict: ConcludedVerdict) => firsts.note(verdict);
  note(failed('a/1'));
  note(failed('a/2'));
  assert.deepEqual(lines, []);
  now = 60_000;
  note({ ...failed('a/3'), status: 'pass', expected: true });
  assert.deepEqual(lines, ['  so far  a/1  step 6: sent no Host']);
  note(failed('a/4'));
  note(failed('b/1', SRV));
  assert.equal(lines.length, 2);
  assert.match(lines[1] ?? '', /^ {2}so far {2}b\/1 {2}step 4: used port 8448/);
});
