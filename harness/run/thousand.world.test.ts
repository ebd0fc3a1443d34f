import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Verdict } from '../judge/index.ts';
import { type Case, loadCases } from '../scenario/index.ts';
import { DEFAULT_SPEC_VERSION } from '../spec/index.ts';
import { runSubject } from './run.ts';
import { findSubject } from './subject.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WELL_KNOWN = '/.well-known/matrix/server';

/** The four delegations of the field, each with what its request must look like. */
const DELEGATIONS = [
  {
    clauses: ['S32-b'],
    dns: { '@': { A: 'origin' }, fed: { A: 'target' } },
    hosts: {
      origin: { 443: { cert: '@', routes: { [WELL_KNOWN]: { json: { 'm.server': '{fed}:8443' } } } } },
      target: { 8443: { cert: 'fed', homeserver: true } },
    },
    expect: { step: '3.2', connect: [{ to: 'target:8443', host: '{fed}:8443', cert: '{fed}' }] },
  },
  {
    clauses: ['S4-a'],
    dns: { '@': { A: 'origin' }, '_matrix-fed._tcp': { SRV: '1 1 8449 hs' }, hs: { A: 'target' } },
    hosts: {
      origin: { 443: { cert: '@', routes: {} } },
      target: { 8449: { cert: '@', homeserver: true } },
    },
    expect: { step: '4', connect: [{ to: 'target:8449', host: '{@}', cert: '{@}' }] },
  },
  {
    clauses: ['S33-a'],
    dns: { '@': { A: 'origin' }, '_matrix-fed._tcp.fed': { SRV: '1 1 8449 hs' }, hs: { A: 'target' } },
    hosts: {
      origin: { 443: { cert: '@', routes: { [WELL_KNOWN]: { json: { 'm.server': '{fed}' } } } } },
      target: { 8449: { cert: 'fed', homeserver: true } },
    },
    expect: { step: '3.3', connect: [{ to: 'target:8449', host: '{fed}', cert: '{fed}' }] },
  },
  {
    clauses: ['S6-a'],
    dns: { '@': { A: 'origin', AAAA: 'origin' } },
    hosts: { origin: { 8448: { cert: '@', homeserver: true } } },
    expect: { step: '6', connect: [{ to: 'origin:8448', host: '{@}', cert: '{@}' }] },
  },
];

let folder: string;
let cases: readonly Case[];

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-thousand-'));
  const family = path.join(folder, 'generated');
  await mkdir(family);
  const files = Array.from({ length: 1000 }, (_, index) => path.join(family, `delegation-${index}.json`));
  await Promise.all(
    files.map((file, index) =>
      writeFile(
        file,
        JSON.stringify({ title: `Delegation ${index}`, ...DELEGATIONS[index % DELEGATIONS.length] }),
      ),
    ),
  );
  const loaded = loadCases({ root: ROOT, selectors: files });
  assert.deepEqual(loaded.problems, []);
  cases = loaded.cases;
});
after(() => rm(folder, { recursive: true }));

test('a thousand cases in one run: each as expected, and no DNS question lost', async (t) => {
  const controls = loadCases({ root: ROOT, selectors: ['control/*'] }).cases;
  const [reachable, untrusted] = controls;
  assert.ok(reachable && untrusted);
  const verdicts: Verdict[] = [];
  const started = performance.now();
  const done = await runSubject(
    await findSubject('reference', ROOT),
    { cases, controls: { reachable, untrusted }, version: DEFAULT_SPEC_VERSION, expects: () => true },
    { introduced: () => {}, verdict: (verdict) => verdicts.push(verdict) },
  );
  t.diagnostic(`1,000 cases in ${Math.round(performance.now() - started)} ms`);
  assert.deepEqual(done.problems, []);
  assert.deepEqual(
    verdicts.filter(({ status }) => status !== 'pass').map(({ id, reasons }) => ({ id, reasons })),
    [],
  );
  assert.equal(verdicts.length, 1000);
});
