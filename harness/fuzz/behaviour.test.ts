import assert from 'node:assert/strict';
import { test } from 'node:test';
import { againstEachOther, againstOracle, type Behaviour } from './behaviour.ts';

const NAMES = ['a', 'b'] as const;

const right: Behaviour = { status: 'pass', reasons: [], places: ['x:8448 with Host x'] };
const lenient: Behaviour = { ...right, status: 'lenient', reasons: [{ text: 'port 443 left out' }] };
const wrong: Behaviour = {
  status: 'fail',
  reasons: [{ field: 'to', clause: 'S6-a', text: 'went elsewhere' }],
  places: ['y:8448 with Host x'],
};
const wrongElsewhere: Behaviour = { ...wrong, places: ['z:8448 with Host x'] };
const wrongWords: Behaviour = {
  status: 'fail',
  reasons: [{ field: 'claim', clause: 'S6-b', text: 'says so' }],
};
const skipped: Behaviour = { status: 'skip', reasons: [{ text: 'cannot' }] };
const broken: Behaviour = { status: 'error', reasons: [{ text: 'overloaded' }] };

test('against the oracle only a failure is one, by what it broke', () => {
  for (const behaviour of [right, lenient, skipped, broken])
    assert.equal(againstOracle(behaviour), undefined);
  assert.deepEqual(againstOracle(wrong), { key: 'to S6-a', text: 'went elsewhere' });
  const host: Behaviour = {
    status: 'fail',
    reasons: [{ field: 'host', clause: 'S6-b', text: 'other Host' }],
  };
  assert.equal(againstOracle(host)?.key, 'host');
});

test('against each other, where the text settles who is right', () => {
  const key = (a: Behaviour, b: Behaviour) => againstEachOther([a, b], NAMES, [])?.key;
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
  const found = (a: Behaviour, b: Behaviour) => againstEachOther([a, b], NAMES, ['AMB-2', 'AMB-3']);
  const noted: Behaviour = { ...right, status: 'noted' };
  assert.equal(found(noted, noted), undefined);
  assert.deepEqual(found(noted, { ...noted, places: [] }), {
    key: 'AMB-2, AMB-3',
    text: 'the text leaves open who is right (AMB-2, AMB-3): a sent its request to x:8448 with Host x, b sent nothing',
  });
  assert.equal(found(noted, { status: 'noted', reasons: [] }), undefined);
});
