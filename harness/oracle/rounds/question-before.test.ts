import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Case } from '../../model/index.ts';
import { SELF, type Sketch, sketch } from '../testing/worlds.ts';
import { questionBefore } from './question-before.ts';

const FED: Sketch = {
  dns: { '@': { A: 'origin' }, '_matrix-fed._tcp': { SRV: '1 1 8449 hs' }, hs: { A: 'target' } },
  hosts: { origin: { 8448: { cert: '@' } }, target: { 8449: { cert: '@' } } },
  expect: { step: '4', connect: [{ to: ['target:8449'], host: SELF, cert: SELF }] },
};

const before = (more: Partial<Case> = {}, s = FED) =>
  questionBefore({ ...sketch(s), since: 'v1.8', ...more });

test('before v1.8 a _matrix-fed record led nowhere', () => {
  const question = before();
  assert.equal(question?.version, 'v1.7');
  assert.equal(question?.case.expect.step, '6');
  assert.deepEqual(question?.case.expect.connect, [
    { to: ['origin:8448'], host: SELF, cert: SELF, sni: SELF },
  ]);
  assert.deepEqual([question?.case.since, question?.case.until], [undefined, 'v1.7']);
});

test('where nobody else is there, nothing was to be sent', () => {
  const { hosts: _, ...rest } = FED;
  const question = before({}, { ...rest, hosts: { origin: {}, target: { 8449: { cert: '@' } } } });
  assert.deepEqual([question?.case.expect.connect, question?.case.expect.refuse], [[], true]);
});

test('a case that asks the same as before is no case of before', () => {
  const plain: Sketch = {
    dns: { '@': { A: 'origin' } },
    hosts: { origin: { 8448: { cert: '@' } } },
    expect: { step: '6', connect: [{ to: ['origin:8448'], host: SELF, cert: SELF }] },
  };
  assert.equal(before({}, plain), undefined);
});

test('what is not scored, or has more than one right answer, says nothing of before', () => {
  const { since: _, ...always } = sketch(FED);
  assert.equal(questionBefore(always), undefined);
  assert.equal(before({ since: 'v1.1' }), undefined);
  assert.equal(before({ level: 'record' }), undefined);
  assert.equal(before({ level: 'SHOULD' }), undefined);
  assert.equal(
    before({ twin: { parent: 'a/b', role: 'cert-of-target', listener: 'target:8449' } }),
    undefined,
  );
  assert.equal(
    before({ tolerate: [{ because: 'x', grade: 'lenient', connect: [], refuse: true }] }),
    undefined,
  );
});
