import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whySkipped } from './why-skipped.ts';

test('a case is asked of whoever can do what it needs', () => {
  assert.equal(whySkipped({ needs: [] }, { can: ['claim'] }), undefined);
  assert.equal(whySkipped({ needs: ['signed', 'connect'] }, { can: ['connect', 'signed'] }), undefined);
  assert.equal(
    whySkipped({ needs: ['ipv6', 'signed'] }, { can: ['connect'] }),
    'needs "signed": it does not sign requests',
  );
  assert.equal(
    whySkipped({ needs: ['connect'] }, { can: ['claim'] }),
    'needs "connect": it does not connect',
  );
});

test('what the machine must be able to do is not asked of the implementation', () => {
  assert.equal(whySkipped({ needs: ['ipv6', 'blackhole'] }, { can: ['claim'] }), undefined);
});
