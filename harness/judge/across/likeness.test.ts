import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KillMatrix } from '../../oracle/index.ts';
import { likenessesOf } from './likeness.ts';

/** Enough others that fail something else for a case to be worth something. */
const fortyOthers = Object.fromEntries(
  Array.from({ length: 40 }, (_, i) => [`other-${i}`, [`x/${i}`, 'x/all']]),
);

const CAUGHT = {
  ...fortyOthers,
  'srv-of-server-name': ['s/1', 's/2', 's/3', 's/4'],
  'no-srv': ['s/1', 's/2', 's/3', 's/4', 's/5', 's/6', 's/7'],
  'host-of-target': ['h/1', 'h/2', 'h/3'],
  'host-of-target-too': ['h/1', 'h/2', 'h/3'],
  'no-sni': ['n/1'],
  ...Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name) => [`same-${name}`, ['q/1', 'q/2']]),
  ),
};

const KILLS: KillMatrix = Object.fromEntries(
  Object.entries(CAUGHT).map(([mutant, ids]) => [
    mutant,
    Object.fromEntries(ids.map((id) => [id, { clauses: [], kind: 'wrong-host' }])),
  ]),
);

const ASKED = [...new Set([...Object.values(CAUGHT).flat(), 'p/1', 'p/2'])];

function told(failed: readonly string[], asked = ASKED): readonly string[] {
  const verdicts = asked.map((id) => ({ id, status: failed.includes(id) ? 'fail' : 'pass' }) as const);
  return likenessesOf(verdicts, KILLS).map(
    ({ mutants, shared, of }) => `${mutants.join(' or ')}, ${shared.length} of ${of}`,
  );
}

const TABLE: [what: string, failed: readonly string[], told: readonly string[]][] = [
  ['nothing fails', [], []],
  ['what no mutant fails says nothing', ['p/1', 'p/2'], []],
  ['one defect', ['s/1', 's/2', 's/3', 's/4'], ['srv-of-server-name, 4 of 4']],
  ['a wider one', [...CAUGHT['no-srv']], ['no-srv, 7 of 7']],
  ['a wider one, once hidden', CAUGHT['no-srv'].slice(1), ['no-srv, 6 of 7']],
  ['most of one, and something nobody knows', ['s/1', 's/2', 's/3', 'p/1'], ['srv-of-server-name, 3 of 4']],
  ['two that no case tells apart', ['h/1', 'h/2', 'h/3'], ['host-of-target or host-of-target-too, 3 of 3']],
  [
    'two defects at once',
    ['s/1', 's/2', 's/3', 's/4', 'h/1', 'h/2', 'h/3'],
    ['srv-of-server-name, 4 of 4', 'host-of-target or host-of-target-too, 3 of 3'],
  ],
  ['the only case of a mutant', ['n/1'], ['no-sni, 1 of 1']],
  ['what catches everybody proves nothing', ['x/all'], []],
  ['one of three is chance', ['h/1'], []],
  ['one case of each of many is chance', ['x/1', 'x/5', 'x/9', 's/1', 'h/2'], []],
  ['nine that are alike are nobody', ['q/1', 'q/2'], []],
];

test('failures are told by the defect that explains them, where chance does not', () => {
  for (const [what, failed, expected] of TABLE) assert.deepEqual(told(failed), expected, what);
});

test('only what was asked counts', () => {
  assert.deepEqual(told(['s/1', 's/2'], ['s/1', 's/2', 'p/1']), ['srv-of-server-name or no-srv, 2 of 2']);
  assert.deepEqual(told([], []), []);
});

test('what was not judged counts neither way', () => {
  const verdicts = CAUGHT['host-of-target'].map(
    (id, i) => ({ id, status: i === 0 ? 'skip' : 'fail' }) as const,
  );
  assert.deepEqual(
    likenessesOf(verdicts, KILLS).map(({ shared, of }) => [shared.length, of]),
    [[2, 2]],
  );
});
