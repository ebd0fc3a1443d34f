/** Random worlds in the sandbox: the reference agrees with the oracle, and who does not is found and made plain. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { before, test } from 'node:test';
import type { Case, SpecVersion } from '../model/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { findSubject, type Subject } from '../run/index.ts';
import { loadCases } from '../scenario/index.ts';
import { requireOwnNamespace } from '../world/index.ts';
import type { HuntWatcher } from './campaign.ts';
import type { Comparison } from './comparison.ts';
import { type Hunt, hunt } from './hunt.ts';
import type { ShrinkLimits } from './shrink.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const SILENT: HuntWatcher = { phase() {}, advance() {}, drawn() {}, found() {}, disagreement() {} };

/** Time is no reason to stop here. */
const LIMITS: ShrinkLimits = { batch: 24, worlds: 1200, ms: 3_600_000 };

let controls: { readonly reachable: Case; readonly untrusted: Case };
before(() => {
  requireOwnNamespace();
  const [reachable, untrusted] = loadCases({
    root: ROOT,
    selectors: ['control/fallback', 'control/untrusted'],
  }).cases;
  assert.ok(reachable && untrusted);
  controls = { reachable, untrusted };
});

function huntAmong(count: number, ...names: readonly [string, ...string[]]): Promise<Hunt> {
  return huntBy(DEFAULT_SPEC_VERSION, count, ...names);
}

async function huntBy(
  version: SpecVersion,
  count: number,
  ...names: readonly [string, ...string[]]
): Promise<Hunt> {
  return huntFrom(3, version, count, ...names);
}

async function huntFrom(
  seed: number,
  version: SpecVersion,
  count: number,
  ...names: readonly [string, ...string[]]
): Promise<Hunt> {
  const [first, ...others] = await Promise.all(names.map((name) => findSubject(name, ROOT)));
  assert.ok(first);
  const subjects: readonly [Subject, ...Subject[]] = [first, ...others];
  return hunt({ seed, count, version, controls, subjects, limits: LIMITS }, SILENT);
}

function theOnly({ comparisons, problems }: Hunt): Comparison {
  assert.deepEqual(problems, []);
  const [comparison, ...others] = comparisons;
  assert.ok(comparison && others.length === 0);
  assert.deepEqual(comparison.unsteady, []);
  return comparison;
}

test('the reference resolver does in random worlds what the oracle says', async () => {
  const { names, compared, disagreements } = theOnly(await huntAmong(60, 'reference'));
  assert.deepEqual([names, disagreements], [['reference'], []]);
  assert.ok(compared >= 58);
});

test('it does so where the machine has settings of its own, and is asked in other worlds after that', async () => {
  // World 1 wants a second name server, and world 49 a line of the hosts file.
  const comparison = theOnly(await huntFrom(1, DEFAULT_SPEC_VERSION, 60, 'reference'));
  assert.deepEqual(comparison.disagreements, []);
  assert.ok(comparison.compared >= 58);
});

test('and what it says of an earlier version', async () => {
  const { compared, disagreements } = theOnly(await huntBy('v1.2', 60, 'reference'));
  assert.deepEqual(disagreements, []);
  assert.ok(compared >= 58);
});

const FOUND: readonly (readonly [mutant: string, seed: number, key: string, hosts: unknown])[] = [
  ['no-sni', 3, 'sni', { origin: { '8448': { cert: '@', homeserver: true } } }],
  [
    'accepts-expired',
    // An expired certificate decides in one of five hundred worlds: here in the fourth.
    161,
    'cert T-2',
    { origin: { '8448': { cert: { names: '@', expired: true }, homeserver: true } } },
  ],
  [
    'https-record-port',
    // As rare: an HTTPS record with a port at a server name without a file.
    22,
    'to N-8',
    {
      origin: {
        '8448': { cert: '@', homeserver: true },
        '8453': { cert: ['@', 'fed', '{ipv4 origin}'], homeserver: true },
      },
    },
  ],
];

for (const [mutant, seed, key, hosts] of FOUND) {
  test(`${mutant} is found, and comes down to a world that nothing can be taken out of`, async () => {
    const { disagreements } = theOnly(await huntFrom(seed, DEFAULT_SPEC_VERSION, 60, `mutant:${mutant}`));
    const found = disagreements.find(({ specimen }) => specimen.finding.key === key);
    assert.ok(found, JSON.stringify(disagreements.map(({ specimen }) => specimen.finding)));
    assert.deepEqual(found.specimen.world.document.hosts, hosts);
  });
}

test('two are compared in the same worlds, those among them in which the text leaves open who is right', async () => {
  const { names, compared, disagreements } = theOnly(await huntAmong(30, 'reference', 'mutant:no-sni'));
  assert.deepEqual(names, ['reference', 'mutant:no-sni']);
  assert.ok(compared > 30);
  const [first] = disagreements;
  assert.equal(first?.specimen.finding.key, 'mutant:no-sni sni');
  assert.equal(
    first?.specimen.finding.text,
    'reference is right, and mutant:no-sni is not: SNI was absent instead of {@} at origin:8448',
  );
});

test('who cannot be started is a problem, and no disagreement', async () => {
  const { comparisons, problems } = await huntAmong(1, `${process.execPath} -e 1`);
  assert.deepEqual(comparisons, []);
  assert.equal(problems.length, 1);
});
