import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Happened } from '../evidence/index.ts';
import type { Expectation, Pattern } from '../model/index.ts';
import { EventQuota, MOST_NEW, MOST_TOLD, type Watched, watchedOf } from './event-quota.ts';
import { likenessOf } from './likeness.ts';

const question = (name: string, type = 'A'): Extract<Happened, { kind: 'dns' }> => ({
  kind: 'dns',
  name,
  type,
  transport: 'udp',
  resolver: '20.0.0.53',
  answer: 'NXDOMAIN',
  truncated: false,
  records: [],
});

function quotaAfter(count: number, nameOf: (index: number) => string, watched: readonly Watched[] = []) {
  const quota = new EventQuota(watched);
  const ask = (name: string, type?: string) => {
    const event = question(name, type);
    return quota.takes(event, likenessOf(event));
  };
  let told = 0;
  for (let index = 0; index < count; index++) if (ask(nameOf(index))) told++;
  return { quota, ask, told };
}

test('beyond the quota a repetition is not told, and what is new is, however late it comes', () => {
  const { ask, told } = quotaAfter(50_000, () => 'x.test');
  assert.equal(told, MOST_TOLD);
  assert.ok(!ask('x.test'));
  // Letter case is of no account.
  assert.ok(!ask('X.TEST'));
  assert.ok(ask('y.test'));
  assert.ok(ask('x.test', 'SRV'));
});

test('of what is new, as many are told as may be owed to names that are asked for at the same moment', () => {
  const { ask } = quotaAfter(MOST_TOLD, () => 'x.test');
  const told = Array.from({ length: 100 }, () => ask('y.test')).filter(Boolean);
  assert.equal(told.length, 16);
});

test('a flood of what is always new has an end', () => {
  const { quota, told } = quotaAfter(100_000, (index) => `n${index}.test`);
  assert.equal(told, MOST_TOLD + MOST_NEW);
  assert.ok(quota.isUsedUp);
});

test('repetitions of what is new leave room for what was never there', () => {
  const { ask, told } = quotaAfter(MOST_TOLD + 100_000, (index) => `n${index % 1000}.test`);
  assert.ok(told <= MOST_TOLD + MOST_NEW / 2 + 1000);
  assert.ok(ask('y.test'));
});

const pattern: Pattern = { kind: 'dns', type: 'SRV', name: '_matrix*' };

test('what the author asks about is told as often as it decides, whatever came before', () => {
  const { ask } = quotaAfter(100_000, (index) => `n${index}.test`, [{ pattern, most: 3 }]);
  const told = Array.from({ length: 5 }, () => ask('_matrix._tcp.x.test', 'SRV'));
  assert.deepEqual(told, [true, true, true, false, false]);
});

test('the author asks about what has to be there once, what never, and one more than there may be at most', () => {
  const text = 'dns SRV _matrix*';
  const nothing: Expectation = { connect: [], refuse: false, saw: [], never: [], atMost: [] };
  const one = { ...pattern, text };
  const expect = { ...nothing, saw: [one], atMost: [{ pattern: one, count: 2 }] };
  const round = {
    zone: {},
    hosts: [],
    resolve: ['x.test'],
    tolerate: [],
    expect: { ...nothing, never: [one] },
  } as const;
  assert.deepEqual(
    watchedOf({ expect, rounds: [round] }).map(({ most }) => most),
    [1, 3, 1],
  );
});
