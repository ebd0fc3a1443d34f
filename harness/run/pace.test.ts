import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pace } from './pace.ts';

test('half of the places from the first overload on, and one at least', () => {
  const pace = new Pace();
  assert.deepEqual(
    [48, 3, 1].map((width) => pace.of(width)),
    [48, 3, 1],
  );
  assert.equal(pace.slacken(), true);
  assert.equal(pace.slacken(), false);
  assert.deepEqual(
    [48, 3, 1].map((width) => pace.of(width)),
    [24, 1, 1],
  );
});
