import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KillMatrix } from '../../oracle/index.ts';
import type { Divergence } from '../divergence/divergence.ts';
import { type Excludes, likenessesOf } from './likeness.ts';

const some = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}/${i + 1}`);
const S = some('s', 5);
const WIDE = [...S, ...some('w', 4)];
const H = some('h', 6);

const HOST = 'no-host';
const SNI = 'sni-for-address';

const caught = (ids: readonly string[], kind: string = HOST) =>
  Object.fromEntries(ids.map((id) => [id, { clauses: [], kind }]));

const KILLS: KillMatrix = {
  // Enough others that show something else for a case to be worth something.
  ...Object.fromEntries(some('other', 40).map((name, i) => [name, caught([`x/${i}`, 'x/all'])])),
  'srv-of-server-name': caught(S),
  'no-srv': caught(WIDE),
  'host-of-target': caught(H),
  'host-of-target-too': caught(H),
  'no-sni': caught(['n/1']),
  'four-cases': caught(some('f', 4)),
  'bad-sni': caught(some('b', 5), SNI),
  'by-name': caught(some('e', 5), HOST),
  'by-port': caught(some('e', 5), SNI),
  'one-part': caught(some('o', 7)),
  'same-part': caught(some('p', 6)),
  ...Object.fromEntries(['a', 'b', 'c'].map((name) => [`same-${name}`, caught(some('q', 8))])),
};

const ASKED = [...new Set([...Object.values(KILLS).flatMap((of) => Object.keys(of)), 'z/1', 'z/2'])];

const diverged = (kind: typeof HOST | typeof SNI): Divergence => ({ kind, step: '6', event: 1 });
const excludes: Excludes = (one, other) =>
  [one, other].every((name) => name === 'one-part' || name === 'same-part');

function told(failed: readonly string[], asked = ASKED, kind: typeof HOST | typeof SNI = HOST) {
  const verdicts = asked.map((id) =>
    failed.includes(id)
      ? ({ id, status: 'fail', divergence: diverged(kind) } as const)
      : ({ id, status: 'pass' } as const),
  );
  return likenessesOf(verdicts, KILLS, excludes).map(
    ({ mutants, shared, of }) => `${mutants.join(' or ')}, ${shared.length} of ${of}`,
  );
}

const TABLE: [what: string, failed: readonly string[], told: readonly string[]][] = [
  ['nothing fails', [], []],
  ['what no mutant fails says nothing', ['z/1', 'z/2'], []],
  ['one defect', S, ['srv-of-server-name, 5 of 5']],
  ['a wider one', WIDE, ['no-srv, 9 of 9']],
  ['a wider one, once hidden', WIDE.slice(1), ['no-srv, 8 of 9']],
  [
    'most of one, and something nobody knows',
    [...H.slice(1), 'z/1'],
    ['host-of-target or host-of-target-too, 5 of 6'],
  ],
  ['two that no case tells apart', H, ['host-of-target or host-of-target-too, 6 of 6']],
  [
    'two defects at once',
    [...S, ...H],
    ['host-of-target or host-of-target-too, 6 of 6', 'srv-of-server-name, 5 of 5'],
  ],
  ['two that stand in the same part', [...some('o', 7), ...some('p', 6)], ['one-part, 7 of 7']],
  ['the only case of a mutant', ['n/1'], []],
  ['all four cases of a mutant', some('f', 4), []],
  ['what catches everybody proves nothing', ['x/all'], []],
  ['one case of each of many is chance', ['x/1', 'x/5', 'x/9', 's/1', 'h/2'], []],
  ['three that are alike are nobody', some('q', 8), []],
  ['what is explained by nobody hides no other', [...some('q', 8), ...S], ['srv-of-server-name, 5 of 5']],
];

for (const [what, failed, expected] of TABLE) {
  test(`failures are told by the defect that explains them: ${what}`, () => {
    assert.deepEqual(told(failed), expected);
  });
}

test('the same cases with another kind of divergence are another defect, or nobody’s', () => {
  assert.deepEqual(told(some('b', 5), ASKED, SNI), ['bad-sni, 5 of 5']);
  assert.deepEqual(told(some('b', 5), ASKED, HOST), []);
  assert.deepEqual(told(some('e', 5), ASKED, SNI), ['by-port, 5 of 5']);
  assert.deepEqual(told(some('e', 5), ASKED, HOST), ['by-name, 5 of 5']);
  assert.deepEqual(told(WIDE, ASKED, SNI), []);
});

test('a failure without divergence is nobody’s', () => {
  assert.deepEqual(
    likenessesOf(
      S.map((id) => ({ id, status: 'fail' })),
      KILLS,
    ),
    [],
  );
});

test('only what was asked counts, and few cases name nobody', () => {
  assert.deepEqual(told(S, [...S, 'z/1']), ['srv-of-server-name or no-srv, 5 of 5']);
  assert.deepEqual(told(S.slice(1), [...S.slice(1), 'z/1']), []);
  assert.deepEqual(told([], []), []);
});

test('what was not judged counts neither way', () => {
  const verdicts = H.map((id, i) =>
    i === 0
      ? ({ id, status: 'skip' } as const)
      : ({ id, status: 'fail', divergence: diverged(HOST) } as const),
  );
  assert.deepEqual(
    likenessesOf(verdicts, KILLS).map(({ shared, of }) => [shared.length, of]),
    [[5, 5]],
  );
});
