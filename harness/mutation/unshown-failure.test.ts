import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Event } from '../evidence/index.ts';
import type { Divergence } from '../judge/index.ts';
import { consultRounds } from '../oracle/index.ts';
import { loadCases } from '../scenario/index.ts';
import { unshownFailure } from './unshown-failure.ts';

const { cases } = loadCases({
  root: new URL('../../', import.meta.url).pathname,
  selectors: ['control/fallback'],
});
const rounds = cases.map((c) => consultRounds(c))[0] ?? [];
const last = (rounds[0]?.[0]?.outcome.trace.length ?? 0) - 1;

const seen: Event = {
  kind: 'tcp',
  n: 4,
  at: 1,
  connection: 1,
  host: 'origin',
  port: 8448,
  address: '20.1.0.1',
};
const base = { kind: 'no-host', step: '6' } as const;

const TABLE: readonly [what: string, divergence: Divergence | undefined, fault: RegExp | undefined][] = [
  ['an event that was seen', { ...base, event: 4 }, undefined],
  ['a decision that was made', { ...base, instead: last }, undefined],
  ['nothing', undefined, /has no divergence/],
  ['an event that was not seen', { ...base, event: 5 }, /event 5, which was never seen/],
  ['a decision that was not made', { ...base, instead: last + 1 }, /which was never made/],
  ['a round that was not asked', { ...base, instead: 0, round: 2 }, /which was never made/],
  ['a kind of nobody', JSON.parse('{ "kind": "toString", "event": 4 }'), /unknown kind: toString/],
];

for (const [what, divergence, fault] of TABLE) {
  test(`a failure that names ${what}`, () => {
    assert.ok(last > 0, 'the case has a trace');
    const found = unshownFailure(
      { status: 'fail', events: [seen], ...(divergence && { divergence }) },
      rounds,
    );
    if (fault === undefined) assert.equal(found, undefined);
    else assert.match(found ?? '', fault);
  });
}

test('only failures have to be shown', () => {
  assert.equal(unshownFailure({ status: 'pass', events: [] }, rounds), undefined);
});
