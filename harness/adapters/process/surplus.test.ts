import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MOST_SURPLUS, Surplus } from './surplus.ts';

test('an adapter that answers everything twice is odd, and no flood', () => {
  const surplus = new Surplus();
  for (let id = 2; id < 5_000; id++) {
    surplus.answered();
    assert.equal(surplus.add(id, `{"id":${id}}`), undefined);
  }
  assert.equal(surplus.count, 4_998);
  assert.match(surplus.first?.message ?? '', /message 2 a second time/);
  assert.match(surplus.summary ?? '', /^4998 answers/);
});

test('one that goes on between two answers that count is a flood: by lines, and by their length', () => {
  const after = (line: string) => {
    const surplus = new Surplus();
    for (let count = 1; ; count++) {
      const flood = surplus.add(2, line);
      if (flood) return [count, flood.code];
    }
  };
  assert.deepEqual(after('{"id":2}'), [MOST_SURPLUS + 1, 'adapter-flood']);
  assert.deepEqual(after('x'.repeat(1024 * 1024)), [5, 'adapter-flood']);
});
