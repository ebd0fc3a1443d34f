import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionAdapter } from '../adapters/index.ts';
import type { Case } from '../model/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { type Ask, referenceResolver } from '../reference/index.ts';
import { loadCases } from '../scenario/index.ts';
import { requireOwnNamespace } from '../world/index.ts';
import { aboutBuiltIn } from './built-in.ts';
import { type ControlWatcher, runControls } from './controls.ts';
import { LastingWorld } from './lasting-world.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

const root = new URL('../..', import.meta.url).pathname;
const { cases } = loadCases({ root, selectors: ['control/*'] });
const caseOf = (id: string): Case => {
  const found = cases.find((c) => c.id === id);
  assert.ok(found, id);
  return found;
};
const controls = { reachable: caseOf('control/fallback'), untrusted: caseOf('control/untrusted') };
const version = DEFAULT_SPEC_VERSION;

/** What was heard when others could be asked, and at the end. */
async function heardOf(
  ask: Ask,
): Promise<{ readonly before: readonly string[]; readonly all: readonly string[] }> {
  const heard: string[] = [];
  const watcher: ControlWatcher = {
    judged: (c, _rounds, { status }) => heard.push(`${status} ${c.id}`),
    late: (c) => heard.push(`late ${c.id}`),
    found: () => heard.push('found'),
  };
  await using world = await LastingWorld.open();
  const rest = await runControls(
    world,
    functionAdapter(aboutBuiltIn('one'), ask),
    controls,
    { version },
    watcher,
  );
  if (typeof rest === 'string') return { before: heard, all: [...heard, rest] };
  const before = [...heard];
  await Promise.all([rest(), rest()]);
  return { before, all: heard };
}

test('others may be asked while the wire of whoever refused is still watched', async () => {
  const { before, all } = await heardOf(referenceResolver());
  assert.deepEqual(before, ['pass control/fallback']);
  assert.deepEqual(all, ['pass control/fallback', 'pass control/untrusted']);
});

test('who accepts an untrusted certificate is found out', async () => {
  const { all } = await heardOf(referenceResolver({ faultOfPeer: () => undefined }));
  assert.deepEqual(all, ['pass control/fallback', 'found', 'fail control/untrusted']);
});

test('who reaches nobody is asked nothing else', async () => {
  const { before, all } = await heardOf(async () => ({ kind: 'failed', message: 'no' }));
  assert.deepEqual(before, []);
  assert.match(all.join(), /^control\/fallback: .* It said: no$/);
});
