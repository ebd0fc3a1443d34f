import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Divergence } from '../judge/index.ts';
import type { StepId } from '../model/index.ts';
import type { ConcludedCase, ConcludedVerdict } from './concluded.ts';
import { inOrder, resultKinds } from './result-kinds.ts';

const CASES: readonly ConcludedCase[] = [
  { id: 'a/small', stalls: false, size: 2 },
  { id: 'a/large', stalls: false, size: 9 },
  { id: 'a/small~cert-of-other', stalls: false, size: 1 },
  { id: 'b/common', stalls: false, size: 5, common: true },
  { id: 'b/stalls', stalls: true, size: 2 },
];

const DETAILS = {
  delegation: { kind: 'ignored-delegation', whose: 'server name', means: '8448' },
  port: { kind: 'used-well-known-port', whose: 'server name' },
  host: { kind: 'no-host' },
} as const;

function fail(
  id: string,
  what: keyof typeof DETAILS,
  more: Partial<ConcludedVerdict> = {},
  step: StepId = '4',
): ConcludedVerdict {
  const divergence: Divergence = { ...DETAILS[what], step, event: 1 };
  const twin = { parent: 'a/small', role: 'cert', listener: 'x:1' } as const;
  const own = { id, status: 'fail', level: 'MUST', clauses: [], reasons: [], expected: false } as const;
  return { ...own, divergence, ...(id.includes('~') && { twin }), ...more };
}

const other = (id: string, status: 'pass' | 'error', text = ''): ConcludedVerdict => ({
  id,
  status,
  level: 'MUST',
  clauses: [],
  reasons: text === '' ? [] : [{ text }],
  expected: false,
});

const told = (verdicts: readonly ConcludedVerdict[], cases = CASES) =>
  resultKinds(verdicts, cases).map(({ what, unexpected }) => {
    const name = what.of === 'failure' ? what.kind : what.of === 'error' ? what.why : what.status;
    return `${name}: ${unexpected.join(' ')}`;
  });

test('a kind has its plainest case, the strongest level, its steps in order, and knows what is expected', () => {
  const verdicts = [
    fail('a/large', 'delegation', { level: 'SHOULD' }, '6'),
    fail('a/small~cert-of-other', 'delegation', {}, '3.1'),
    fail('b/stalls', 'delegation', { level: 'MAY', expected: true }, '2'),
  ];
  assert.deepEqual(resultKinds(verdicts, CASES), [
    {
      what: { of: 'failure', kind: 'ignored-delegation' },
      count: 3,
      unexpected: ['a/small~cert-of-other', 'a/large'],
      example: 'a/small~cert-of-other',
      level: 'MUST',
      steps: ['3.1', '6'],
    },
  ]);
  const [known] = resultKinds([fail('b/stalls', 'host', { expected: true })], CASES);
  assert.deepEqual([known?.example, known?.unexpected, known?.count], ['b/stalls', [], 1]);
});

const ORDERS: readonly (readonly [
  what: string,
  verdicts: readonly ConcludedVerdict[],
  kinds: readonly string[],
])[] = [
  [
    'the kind of most cases',
    [fail('a/small', 'port'), fail('a/large', 'host'), fail('b/stalls', 'host')],
    ['no-host: b/stalls a/large', 'used-well-known-port: a/small'],
  ],
  [
    'the strongest level, before the number',
    [
      fail('a/small', 'port'),
      fail('a/large', 'host', { level: 'SHOULD' }),
      fail('b/stalls', 'host', { level: 'SHOULD' }),
    ],
    ['used-well-known-port: a/small', 'no-host: b/stalls a/large'],
  ],
  [
    'what is met everywhere, before the level',
    [fail('a/small', 'port'), fail('b/common', 'host', { level: 'SHOULD' })],
    ['no-host: b/common', 'used-well-known-port: a/small'],
  ],
  [
    'errors, before all failures; what is better than the baseline, after them',
    [other('a/large', 'pass'), fail('b/common', 'host'), other('a/small', 'error', 'it crashed')],
    ['it crashed: a/small', 'no-host: b/common', 'pass: a/large'],
  ],
  [
    'errors of different reasons are different kinds',
    [other('a/small', 'error', 'one'), other('a/large', 'error', 'two'), other('b/stalls', 'error', 'two')],
    ['two: b/stalls a/large', 'one: a/small'],
  ],
  [
    'a failure, however many texts an adapter has for its errors: more than five of one code are one kind',
    [
      ...['a/1', 'a/2', 'a/3', 'a/4', 'a/5', 'a/6'].map((id) =>
        other(id, 'error', `the shim says: no ${id} (adapter-said-error)`),
      ),
      other('a/7', 'error', 'it crashed (adapter-exited)'),
      fail('b/common', 'host'),
    ],
    ['adapter-said-error: a/1 a/2 a/3 a/4 a/5 a/6', 'it crashed (adapter-exited): a/7', 'no-host: b/common'],
  ],
  [
    'what breaks a MUST is the example, and what a baseline knows has no weight',
    [
      fail('b/common', 'host', { level: 'SHOULD' }),
      fail('a/small~cert-of-other', 'host'),
      fail('a/small', 'port', { level: 'SHOULD' }),
      fail('a/large', 'port', { expected: true }),
    ],
    ['no-host: a/small~cert-of-other b/common', 'used-well-known-port: a/small'],
  ],
];

for (const [what, verdicts, kinds] of ORDERS) {
  test(`what to mend first: ${what}`, () => {
    assert.deepEqual(told(verdicts), kinds);
    assert.deepEqual(told(verdicts.toReversed()), kinds);
  });
}

test('what many errors have in common is told', () => {
  const verdicts = ['a/1', 'a/2', 'a/3', 'a/4', 'a/5', 'a/6'].map((id) =>
    other(id, 'error', `the shim says: no ${id} (adapter-said-error)`),
  );
  assert.deepEqual(
    resultKinds(verdicts, CASES).map(({ what }) => what),
    [{ of: 'error', why: 'adapter-said-error', like: 'the shim says: no … (adapter-said-error)' }],
  );
});

test('what was named is told in the order in which it was typed', () => {
  const named = (...ids: string[]) =>
    CASES.map((c) => (ids.includes(c.id) ? { ...c, named: ids.indexOf(c.id) } : c));
  const verdicts = [fail('b/common', 'host'), fail('a/large', 'port'), fail('a/small', 'host')];
  const order = (cases: readonly ConcludedCase[]) => inOrder(resultKinds(verdicts, cases), cases);
  assert.deepEqual(order(CASES), ['b/common', 'a/small', 'a/large']);
  assert.deepEqual(order(named('a/small', 'a/large', 'b/common')), ['a/small', 'a/large', 'b/common']);
  assert.deepEqual(told(verdicts, named('a/large', 'a/small', 'b/common')), [
    'used-well-known-port: a/large',
    'no-host: a/small b/common',
  ]);
});

test('what the name of a kind does not say, the reason of its example says', () => {
  const divergence: Divergence = { kind: 'did-what-is-forbidden', pattern: 'dns', step: '4', event: 1 };
  const reasons = [{ text: 'asked for the file again' }];
  const [kind] = resultKinds([fail('a/small', 'host', { divergence, reasons })], CASES);
  assert.equal(kind?.says, 'asked for the file again');
  assert.equal('says' in (resultKinds([fail('a/small', 'host', { reasons })], CASES)[0] ?? {}), false);
});
