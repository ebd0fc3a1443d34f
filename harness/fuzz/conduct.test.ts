import assert from 'node:assert/strict';
import { test } from 'node:test';
import { againstEachOther, againstOracle, type Conduct } from './conduct.ts';

const NAMES = ['a', 'b'] as const;

const right: Conduct = { status: 'pass', reasons: [], places: ['x:8448 with Host x'] };
const lenient: Conduct = { ...right, status: 'lenient', reasons: [{ text: 'port 443 left out' }] };
const wrong: Conduct = {
  status: 'fail',
  reasons: [{ field: 'to', clause: 'S6-a', text: 'went elsewhere' }],
  places: ['y:8448 with Host x'],
};
const wrongElsewhere: Conduct = { ...wrong, places: ['z:8448 with Host x'] };
const wrongWords: Conduct = {
  status: 'fail',
  reasons: [{ field: 'claim', clause: 'S6-b', text: 'says so' }],
};
const skipped: Conduct = { status: 'skip', reasons: [{ text: 'cannot' }] };
const broken: Conduct = { status: 'error', reasons: [{ text: 'overloaded' }] };

test('against the oracle only a failure is one, by what it broke', () => {
  for (const conduct of [right, lenient, skipped, broken]) assert.equal(againstOracle(conduct), undefined);
  assert.deepEqual(againstOracle(wrong), { key: 'to S6-a', text: 'went elsewhere' });
  const host: Conduct = { status: 'fail', reasons: [{ field: 'host', clause: 'S6-b', text: 'other Host' }] };
  assert.equal(againstOracle(host)?.key, 'host');
});

test('against each other, where the text settles who is right', () => {
  const key = (a: Conduct, b: Conduct) => againstEachOther([a, b], NAMES, [])?.key;
  assert.equal(key(right, lenient), undefined);
  assert.equal(key(right, wrong), 'b to S6-a');
  assert.equal(key(wrong, right), 'a to S6-a');
  assert.equal(key(wrong, wrong), undefined);
  assert.equal(key(wrong, wrongElsewhere), 'both');
  assert.equal(key(right, wrongWords), 'b claim S6-b');
  assert.equal(key(wrong, wrongWords), undefined);
  for (const mute of [skipped, broken]) assert.equal(key(wrong, mute), undefined);
});

test('against each other, where it does not: only what was done counts', () => {
  const found = (a: Conduct, b: Conduct) => againstEachOther([a, b], NAMES, ['AMB-2', 'AMB-3']);
  const noted: Conduct = { ...right, status: 'noted' };
  assert.equal(found(noted, noted), undefined);
  assert.deepEqual(found(noted, { ...noted, places: [] }), {
    key: 'AMB-2, AMB-3',
    text: 'the text leaves open who is right (AMB-2, AMB-3): a sent its request to x:8448 with Host x, b sent nothing',
  });
  assert.equal(found(noted, { status: 'noted', reasons: [] }), undefined);
});
