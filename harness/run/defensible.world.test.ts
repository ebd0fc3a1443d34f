/** Nothing is held against who is right, or may do as it does by the text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { functionAdapter } from '../adapters/index.ts';
import { strength, type Verdict } from '../judge/index.ts';
import type { Case } from '../model/index.ts';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { loadCases } from '../scenario/index.ts';
import { requireOwnNamespace } from '../world/index.ts';
import { aboutBuiltIn } from './built-in.ts';
import { LastingWorld } from './lasting-world.ts';
import { runSubject } from './run.ts';
import { defensible } from './testing/defensible.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

const root = new URL('../..', import.meta.url).pathname;
const { cases: controls } = loadCases({ root, selectors: ['control/*'] });

function control(id: string): Case {
  const found = controls.find((c) => c.id === id);
  assert.ok(found, id);
  return found;
}

for (const { name, ask, cases: selectors, most, can, version = DEFAULT_SPEC_VERSION } of defensible) {
  test(`nobody is accused who ${name}`, async () => {
    const { cases } = loadCases({ root, selectors: [...selectors] });
    const verdicts: Verdict[] = [];
    const about = aboutBuiltIn('defensible');
    const findings: string[] = [];
    await runSubject(
      { name: 'defensible', start: async () => functionAdapter({ ...about, ...(can && { can }) }, ask) },
      {
        cases,
        controls: { reachable: control('control/fallback'), untrusted: control('control/untrusted') },
        version,
        expects: () => true,
        world: () => LastingWorld.open(),
      },
      {
        introduced: () => {},
        found: (finding) => findings.push(finding),
        verdict: (verdict) => verdicts.push(verdict),
        late: () => {},
        slowed: () => {},
      },
    );
    assert.deepEqual(findings, []);
    const judged = verdicts.filter(({ id }) => cases.some((c) => c.id === id));
    assert.deepEqual(judged.map(({ id }) => id).sort(), cases.map(({ id }) => id).sort());
    const failures = judged.filter(({ status }) => status === 'fail' || status === 'error');
    const told = failures.map(({ id, level, clauses }) => `${id} ${level} ${clauses.join(' ')}`);
    if (most === undefined) assert.deepEqual(told, []);
    else {
      const above = failures.filter(({ level }) => strength(level) > strength(most));
      assert.deepEqual(
        above.map(({ id }) => id),
        [],
        told.join('\n'),
      );
      assert.ok(failures.length > 0, 'it is told what it does');
    }
  });
}
