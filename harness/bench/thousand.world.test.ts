import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '../judge/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { findSubject, runSubject } from '../run/index.ts';
import { loadCases } from '../scenario/index.ts';
import { delegations, ROOT } from './delegations.ts';

test('a thousand cases in one run: each as expected, and no DNS question lost', async () => {
  const cases = await delegations(1000);
  const controls = loadCases({ root: ROOT, selectors: ['control/*'] }).cases;
  const [reachable, untrusted] = controls;
  assert.ok(reachable && untrusted);
  const verdicts: Verdict[] = [];
  const done = await runSubject(
    await findSubject('reference', ROOT),
    { cases, controls: { reachable, untrusted }, version: DEFAULT_SPEC_VERSION, expects: () => true },
    { introduced: () => {}, found: () => {}, verdict: (verdict) => verdicts.push(verdict) },
  );
  assert.deepEqual(done.problems, []);
  assert.deepEqual(
    verdicts.filter(({ status }) => status !== 'pass').map(({ id, reasons }) => ({ id, reasons })),
    [],
  );
  assert.equal(verdicts.length, 1000);
});
