import assert from 'node:assert/strict';
import { test } from 'node:test';
import { examine, type SandboxNeed } from './need.ts';

const met = async () => 'found';
const unmet = async () => {
  throw new Error('forbidden');
};
const remedies = () => ['allow it'];

test('what is tried inside is left out once a basic need is not met', async () => {
  const needs: readonly SandboxNeed[] = [
    { what: 'a', attempt: met, remedies, basic: true },
    { what: 'b', attempt: met, remedies, inside: true },
    { what: 'c', attempt: unmet, remedies, basic: true },
    { what: 'd', attempt: met, remedies, inside: true },
    { what: 'e', attempt: met, remedies },
  ];
  const findings = [];
  for await (const finding of examine(needs)) findings.push(finding);
  assert.deepEqual(findings, [
    { kind: 'met', what: 'a', detail: 'found' },
    { kind: 'met', what: 'b', detail: 'found' },
    { kind: 'unmet', what: 'c', why: 'forbidden', remedies: ['allow it'], basic: true },
    { kind: 'untried', what: 'd' },
    { kind: 'met', what: 'e', detail: 'found' },
  ]);
});
