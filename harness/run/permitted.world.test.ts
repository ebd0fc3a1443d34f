import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { consultRounds } from '../oracle/index.ts';
import { referenceResolver } from '../reference/index.ts';
import { loadCases } from '../scenario/index.ts';
import { openWorld, requireOwnNamespace, type World } from '../world/index.ts';
import { builtInAdapter } from './built-in.ts';
import { runCase } from './run-case.ts';
import { PERMITTED } from './testing/permitted.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

const root = fileURLToPath(new URL('../../', import.meta.url));
const budget = { ms: 20_000, patient: false };

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world[Symbol.asyncDispose]());

for (const { does, parts, shows, asked } of PERMITTED) {
  test(`who ${does} is accused of nothing`, async () => {
    const adapter = builtInAdapter('permitted', referenceResolver(parts));
    const wanted = { ...shows, ...Object.fromEntries(asked.map((id) => [id, 'pass'])) };
    const found: Record<string, string> = {};
    for (const id of Object.keys(wanted)) {
      const [c] = loadCases({ root, selectors: [id] }).cases;
      assert.ok(c, id);
      const { status, late } = await runCase(world, adapter, c, consultRounds(c), budget);
      // A machine that was late has shown nothing.
      found[id] = late === undefined ? status : String(wanted[id]);
    }
    assert.deepEqual(found, wanted);
  });
}
