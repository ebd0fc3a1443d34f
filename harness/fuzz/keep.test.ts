import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { applies, checkClauses, checkTwins, compareRounds, SPEC_VERSIONS } from '../oracle/index.ts';
import { faultOfId, lintCase, lintFiles, loadCases, parseId } from '../scenario/index.ts';
import { draw } from './draw.ts';
import { keptName, keptText } from './keep.ts';

const ROOT = path.join(import.meta.dirname, '../..');

test('what is kept has no mistakes, in any version of the specification that it says it is of', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'signpost-kept-'));
  try {
    for (const version of ['v1.19', 'v1.7'] as const) {
      const worlds = draw(9, version, new Set());
      const files = Array.from({ length: 80 }, () => worlds.next().value).map(({ number, world }) => {
        const file = path.join(folder, `${keptName(['mutant:some'], 9, number)}-${version.slice(3)}.json`);
        writeFileSync(file, keptText(world, 'Found by chance.', version));
        return file;
      });
      const { cases, problems } = loadCases({ root: ROOT, selectors: files });
      assert.equal(cases.length, files.length);
      const mistakes = [
        ...problems,
        ...lintFiles(cases),
        ...cases.flatMap((c) => [...lintCase(c), ...checkClauses(c), ...checkTwins(c)]),
      ].map(({ message }) => message);
      const differences = cases.flatMap((c) => {
        assert.ok(applies(c, version), `${c.id} is not of ${version}`);
        const versions = SPEC_VERSIONS.filter((each) => applies(c, each));
        return versions.flatMap((each) =>
          compareRounds(c, each).map(({ text }) => `${c.id} ${each}: ${text}`),
        );
      });
      assert.deepEqual([...mistakes, ...differences].slice(0, 5), []);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const NAMES: readonly (readonly [who: readonly string[], name: string])[] = [
  [['reference'], 'reference-7-12'],
  [['mutant:no-sni'], 'no-sni-7-12'],
  [['reference', 'mutant:no-sni'], 'reference-no-sni-7-12'],
  [['python3 docs/examples/resolver.py'], 'python3-docs-examples-resolver-py-7-12'],
  [['./'], 'world-7-12'],
  [['matrix-appservice-bridge', 'resolvematrix'], 'matrix-appservice-bridge-resolvem-7-12'],
];

test('the name of a file leaves room for the names of its twins', () => {
  for (const [who, name] of NAMES) {
    assert.equal(keptName(who, 7, 12), name);
    const id = parseId(`fuzz/${keptName(who, 2 ** 31 - 1, 999_999)}~hop2-cert-of-redirect-2`);
    assert.ok(id);
    assert.equal(faultOfId(id), undefined);
  }
});
