import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wantsColours } from './look.ts';

test('FORCE_COLOR says no as well', () => {
  for (const no of ['0', 'false']) assert.equal(wantsColours(true, { FORCE_COLOR: no }), false);
  for (const env of [{}, { FORCE_COLOR: '' }, { FORCE_COLOR: '1' }]) {
    assert.equal(wantsColours(true, env), true);
    assert.equal(wantsColours(false, env), false);
  }
});
