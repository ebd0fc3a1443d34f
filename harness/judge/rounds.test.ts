import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../evidence/index.ts';
import type { Case } from '../model/index.ts';
import { divergenceText } from './divergence/divergence-text.ts';
import { eventsOfRound, judgeRounds, latest, questionOf, wentWell, withoutEchoes } from './rounds.ts';
import { fallback, makeOutcome, request } from './testing/test-world.ts';
import type { Judgement, Status } from './verdict.ts';

const at = (events: readonly Event[], ms: number) => events.map((event) => ({ ...event, at: ms }));
const judgement = (status: Status, ...texts: string[]): Judgement => ({
  status,
  level: status === 'fail' ? 'MUST' : 'implied',
  clauses: status === 'fail' ? ['S6-c'] : ['S6-a'],
  reasons: texts.map((text) => ({ text })),
  ...(status === 'fail' ? { divergence: { kind: 'no-host', step: '6', event: 1 } } : {}),
});

function withRounds(count: number, ...names: string[]): Case {
  const { zone, hosts, expect } = fallback;
  const [first = 'sn.test', ...rest] = names;
  const round = { resolve: [first, ...rest] as const, zone, hosts, expect, tolerate: [] };
  return { ...fallback, rounds: Array.from({ length: count }, () => round) };
}

test('a round has the events of its own time, counted from its start', () => {
  const events = [1, 2, 3].flatMap((n) => at(request(fallback, 'origin:8448', { at: n }), n * 100));
  const own = eventsOfRound(events, 150, 250);
  assert.deepEqual([...new Set(own.map((event) => event.at))], [50]);
  assert.equal(own.length, 4);
});

test('a connection that was made before is seen with how it was made', () => {
  const before = at(request(fallback, 'origin:8448'), 10);
  const again = { ...before.at(-1), at: 200 } as Event;
  const own = eventsOfRound([...before, again], 100);
  assert.deepEqual(
    own.map((event) => [event.kind, event.at]),
    [
      ['tcp', -90],
      ['tls', -90],
      ['secure', -90],
      ['http', 100],
    ],
  );
});

test('what an earlier round expected is no matter of a later one, unless the name is asked for again', () => {
  const events = request(fallback, 'origin:8448', { host: 'sn.test' });
  const earlier = { case: fallback, outcome: makeOutcome(fallback, '6') };
  const other = {
    ...earlier,
    case: { ...fallback, server: 'b.test', expect: { ...fallback.expect, connect: [] } },
  };
  const kinds = (asked: typeof earlier) =>
    withoutEchoes(events, [asked], [earlier]).filter(({ kind }) => kind === 'http').length;
  assert.deepEqual([kinds(other), kinds(earlier)], [0, 1]);
});

test('a round goes on as long as one of its names does', () => {
  const settle = (ms: number) => ({ kind: 'settle', ms }) as const;
  assert.equal(latest(['decided', 'open', settle(1)]), 'open');
  assert.deepEqual(latest(['decided', settle(1), settle(5)]), settle(5));
  assert.equal(latest(['decided', 'decided']), 'decided');
});

test('it makes sense to go on after what was not held against anyone', () => {
  const all: readonly Status[] = ['pass', 'lenient', 'noted', 'skip', 'fail', 'error'];
  assert.deepEqual(
    all.filter((status) => wentWell(judgement(status))),
    ['pass', 'lenient', 'noted'],
  );
});

const WORST: readonly (readonly [...Status[]])[] = [
  ['pass', 'pass', 'pass'],
  ['pass', 'lenient', 'lenient'],
  ['lenient', 'noted', 'noted'],
  ['noted', 'skip', 'skip'],
  ['skip', 'fail', 'fail'],
  ['fail', 'error', 'error'],
];

for (const [first, second, worst] of WORST) {
  test(`${first} and ${second} is ${worst}`, () => {
    for (const pair of [[first, second] as const, [second, first] as const]) {
      const rounds = pair.map((status = 'pass') => [{ server: 'sn.test', judgement: judgement(status) }]);
      assert.equal(judgeRounds(withRounds(2), rounds).status, worst);
    }
  });
}

test('reasons say which question they are about', () => {
  const rounds = [
    [{ server: 'sn.test', judgement: judgement('lenient', 'first') }],
    [{ server: 'sn.test', judgement: judgement('fail', 'second') }],
  ];
  const told = judgeRounds(withRounds(2), rounds);
  assert.deepEqual(
    told.reasons.map(({ text, round }) => [text, round]),
    [
      ['question 2: second', 2],
      ['question 1: first', 1],
    ],
  );
  assert.deepEqual(
    [told.level, told.clauses, told.divergence && divergenceText(told.divergence)],
    ['MUST', ['S6-c'], 'question 2: at step 6: sent no Host'],
  );
  assert.deepEqual(told.divergence, { kind: 'no-host', step: '6', event: 1, round: 2 });
});

test('and which name, where several were asked for at the same moment', () => {
  const names = ['a.test', 'b.test'];
  const found = names.map((server) => ({ server, judgement: judgement('fail', 'oh') }));
  assert.deepEqual(
    judgeRounds(withRounds(1, ...names), [found]).reasons.map(({ text, server }) => [text, server]),
    [
      ['a.test: oh', 'a.test'],
      ['b.test: oh', 'b.test'],
    ],
  );
  const { divergence } = judgeRounds(withRounds(1, ...names), [found]);
  assert.deepEqual(divergence, { kind: 'no-host', step: '6', event: 1, server: 'a.test' });
  assert.equal(divergence && divergenceText(divergence), 'a.test: at step 6: sent no Host');
});

test('one name that was asked for twice is told once', () => {
  const found = [1, 2].map(() => ({ server: 'a.test', judgement: judgement('fail', 'oh') }));
  assert.equal(judgeRounds(withRounds(1, 'a.test', 'a.test'), [found]).reasons.length, 1);
});

test('a case with one question is judged as it is', () => {
  const only = judgement('fail', 'oh');
  assert.deepEqual(judgeRounds(fallback, [[{ server: 'sn.test', judgement: only }]]), only);
});

test('a divergence leads back to its question', () => {
  const question = (server: string) => ({
    case: { ...fallback, server },
    outcome: makeOutcome(fallback, '6'),
  });
  const rounds = [[question('a.test')], [question('b.test'), question('20.1.0.1')]];
  const table: [{ round?: number; server?: string }, string | undefined][] = [
    [{}, 'a.test'],
    [{ round: 2, server: 'b.test' }, 'b.test'],
    [{ round: 2, server: '{ipv4 origin}' }, '20.1.0.1'],
    [{ round: 3 }, undefined],
  ];
  for (const [about, server] of table) assert.equal(questionOf(about, rounds)?.case.server, server);
});
