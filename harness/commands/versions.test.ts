/** `--spec`: what is asked, and what the reference does, by each version of the specification. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { callSignpost, latestRun } from './testing/call-signpost.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-versions-'));
});
afterEach(() => rm(folder, { recursive: true }));

const OLD = 'srv/before-matrix-fed#beside-matrix';
const ASKED = [OLD, 'srv/fed', 'srv/legacy', 'x-matrix/before-destination'];

async function statuses(spec: string) {
  const { code, stdout } = await callSignpost(folder, [
    'run',
    '-i',
    'reference',
    '--no-twins',
    '--spec',
    spec,
    ...ASKED,
  ]);
  assert.equal(code, 0, stdout);
  const { verdicts, end } = await latestRun(folder);
  assert.deepEqual(end?.conformance, {}, 'a few cases tell nothing of a version');
  const found = Object.fromEntries(verdicts.map(({ id, status }) => [id, status]));
  return { stdout, verdicts, told: ASKED.map((id) => found[id]) };
}

test('v1.2: one SRV service, and no destination in the header', async () => {
  assert.deepEqual((await statuses('v1.2')).told, ['pass', 'skip', 'pass', 'pass']);
});

test('v1.7: one SRV service', async () => {
  assert.deepEqual((await statuses('v1.7')).told, ['pass', 'skip', 'pass', 'skip']);
});

test('v1.19: two SRV services, which was wrong before v1.8', async () => {
  const { told, verdicts } = await statuses('v1.19');
  assert.deepEqual(told, ['skip', 'pass', 'pass', 'skip']);
  const { version, status } = verdicts.find(({ id }) => id === 'srv/fed')?.before ?? {};
  assert.deepEqual([version, status], ['v1.7', 'fail']);
  assert.equal(verdicts.find(({ id }) => id === 'srv/legacy')?.before, undefined);
});

test('what is not published yet is called unstable', async () => {
  const { told, stdout } = await statuses('unstable');
  assert.deepEqual(told, ['skip', 'pass', 'pass', 'skip']);
  assert.match(stdout, /^reference 1 {2}4 cases, spec unstable$/m);
});
