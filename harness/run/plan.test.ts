import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../model/index.ts';
import { type Bearing, type PlanOptions, plan } from './plan.ts';
import { caseWith, roundsOf, SILENT_ZONE, twinWith } from './testing/cases.ts';

const MIXED: readonly Case[] = [
  twinWith('a~twin', 'a'),
  caseWith('stall', { zone: SILENT_ZONE }),
  caseWith('three', { rounds: roundsOf(1, 3) }),
  caseWith('a'),
  caseWith('search', { machine: { search: ['a.test'] } }),
  caseWith('own', { machine: { loopback: true } }),
  caseWith('b'),
  twinWith('elsewhere~twin', 'elsewhere'),
  caseWith('two', { rounds: roundsOf(2) }),
  caseWith('own-too', { machine: { loopback: true } }),
  caseWith('search-too', { machine: { search: ['a.test'] } }),
  caseWith('stall-too', { zone: SILENT_ZONE }),
];

/** A batch as its width and the ids of its cases. */
type Told = readonly [number, ...string[]];

function told(cases: readonly Case[], about: Bearing, options?: PlanOptions) {
  return plan(cases, about, options).map(({ machine, lanes }) => ({
    ...(machine && { machine }),
    lanes: lanes.map((lane) => lane.map(({ width, cases }): Told => [width, ...cases.map(({ id }) => id)])),
  }));
}

interface Row {
  readonly about: Bearing;
  readonly options?: PlanOptions;
  /** Of the cases that want nothing of the machine. */
  readonly lanes: readonly (readonly Told[])[];
  /** Of the others, none of which waits unless all do. */
  readonly alone: number;
}

const rows: Readonly<Record<string, Row>> = {
  'parents, those with several names, twins, and then stalls, four at once': {
    about: { parallel: 8 },
    lanes: [
      [
        [8, 'a', 'b'],
        [2, 'three', 'two'],
        [8, 'a~twin', 'elsewhere~twin'],
        [4, 'stall', 'stall-too'],
      ],
    ],
    alone: 8,
  },
  'stalls by the word of the implementation': {
    about: { parallel: 8, stallParallel: 7 },
    lanes: [
      [
        [8, 'a', 'b'],
        [2, 'three', 'two'],
        [8, 'a~twin', 'elsewhere~twin'],
        [7, 'stall', 'stall-too'],
      ],
    ],
    alone: 8,
  },
  'never more stalls than places': {
    about: { parallel: 2 },
    lanes: [
      [
        [2, 'a', 'b'],
        [1, 'three', 'two'],
        [2, 'a~twin', 'elsewhere~twin'],
        [2, 'stall', 'stall-too'],
      ],
    ],
    alone: 2,
  },
  'beside the others, in half of the places, where as many are borne': {
    about: { parallel: 13, stallParallel: 13 },
    lanes: [
      [[6, 'stall', 'stall-too']],
      [
        [7, 'a', 'b'],
        [2, 'three', 'two'],
        [7, 'a~twin', 'elsewhere~twin'],
      ],
    ],
    alone: 13,
  },
  'what the user allows is shared out, and what the implementation says of itself still counts': {
    about: { parallel: 8, stallParallel: 16 },
    options: { parallel: 4 },
    lanes: [
      [[2, 'stall', 'stall-too']],
      [
        [2, 'a', 'b'],
        [1, 'three', 'two'],
        [2, 'a~twin', 'elsewhere~twin'],
      ],
    ],
    alone: 4,
  },
  'with fewer places nobody bears more than before': {
    about: { parallel: 8, stallParallel: 6 },
    options: { parallel: 4 },
    lanes: [
      [
        [4, 'a', 'b'],
        [1, 'three', 'two'],
        [4, 'a~twin', 'elsewhere~twin'],
        [4, 'stall', 'stall-too'],
      ],
    ],
    alone: 4,
  },
  'a single place cannot be shared out': {
    about: { parallel: 8, stallParallel: 8 },
    options: { parallel: 1 },
    lanes: [
      [
        [1, 'a', 'b'],
        [1, 'three', 'two'],
        [1, 'a~twin', 'elsewhere~twin'],
        [1, 'stall', 'stall-too'],
      ],
    ],
    alone: 1,
  },
  'what waits comes last where that is wanted, in all places': {
    about: { parallel: 8, stallParallel: 8 },
    options: { waiting: 'last' },
    lanes: [
      [
        [8, 'a', 'b'],
        [2, 'three', 'two'],
        [8, 'a~twin', 'elsewhere~twin'],
        [8, 'stall', 'stall-too'],
      ],
    ],
    alone: 8,
  },
  'where everything waits, it is one batch in the order of the cases': {
    about: { parallel: 12, stallParallel: 12 },
    options: { waiting: 'last', waits: () => true },
    lanes: [[[4, 'a~twin', 'stall', 'three', 'a', 'b', 'elsewhere~twin', 'two', 'stall-too']]],
    alone: 12,
  },
};

for (const [what, { about, options, lanes, alone }] of Object.entries(rows))
  test(what, () => {
    assert.deepEqual(told(MIXED, about, options), [
      { lanes },
      { machine: { search: ['a.test'] }, lanes: [[[alone, 'search', 'search-too']]] },
      { machine: { loopback: true }, lanes: [[[alone, 'own']]] },
      { machine: { loopback: true }, lanes: [[[alone, 'own-too']]] },
    ]);
  });

test('of whoever bears stalls, half of the places are kept for them even where nothing else is asked', () => {
  const stalls = MIXED.filter(({ id }) => id.startsWith('stall'));
  assert.deepEqual(told(stalls, { parallel: 8, stallParallel: 8 }), [
    { lanes: [[[4, 'stall', 'stall-too']]] },
  ]);
});

test('a group of cases that set up the machine is planned like all others', () => {
  const machine = { search: ['a.test'] };
  const group = [
    caseWith('stall', { machine, zone: SILENT_ZONE }),
    { ...twinWith('a~twin', 'a'), machine },
    caseWith('a', { machine }),
  ];
  assert.deepEqual(told(group, { parallel: 8, stallParallel: 8 }), [
    {
      machine,
      lanes: [
        [[4, 'stall']],
        [
          [4, 'a'],
          [4, 'a~twin'],
        ],
      ],
    },
  ]);
});

test('nothing to ask is no stage, and no batch is empty', () => {
  assert.deepEqual(told([], { parallel: 8, stallParallel: 8 }), []);
  assert.deepEqual(told([twinWith('a~twin', 'a')], { parallel: 8 }), [{ lanes: [[[8, 'a~twin']]] }]);
});

test('what is first comes before all others, but for what sets up the machine', () => {
  const first = new Set(['b', 'stall', 'own']);
  const [before, after, ...alone] = told(MIXED, { parallel: 8 }, { first });
  assert.deepEqual(before, {
    lanes: [
      [
        [8, 'b'],
        [4, 'stall'],
      ],
    ],
  });
  assert.ok(after?.lanes.flat().every(([, ...ids]) => ids.every((id) => !first.has(id))));
  assert.ok(alone.length > 0 && alone.every(({ machine }) => machine !== undefined));
});
