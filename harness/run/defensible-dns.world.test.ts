import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type About, functionAdapter } from '../adapters/index.ts';
import { consultRounds } from '../oracle/index.ts';
import { type Parts, referenceResolver } from '../reference/index.ts';
import { loadCases } from '../scenario/index.ts';
import { openWorld, requireOwnNamespace, type World } from '../world/index.ts';
import { runCase } from './run-case.ts';

requireOwnNamespace();

/** Resolvers that read DNS otherwise than the reference does, each with as good a reason, and where that shows. */
const DEFENSIBLE: readonly {
  readonly title: string;
  readonly parts: Partial<Parts>;
  readonly cases: readonly string[];
}[] = [
  {
    title: 'who ends at a question for addresses that fails',
    parts: { goesOnAfter: ({ why }) => !/ESERVFAIL|EREFUSED/.test(why) },
    cases: ['servfail', 'refused', 'alias-in-a-circle'].map((variant) => `offline/no-address#${variant}`),
  },
  {
    title: 'who ends at an SRV target whose addresses cannot be asked for',
    parts: { orderSrv: (records) => records.filter(({ priority }) => priority === 10) },
    cases: ['srv/failover-unresolvable#servfail'],
  },
];

const about: About = { name: 'test', version: '1', can: ['claim', 'connect'], parallel: 4 };
const { cases } = loadCases({ root: fileURLToPath(new URL('../../', import.meta.url)) });

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world[Symbol.asyncDispose]());

for (const { title, parts, cases: ids } of DEFENSIBLE) {
  test(`${title} is not accused`, async () => {
    const adapter = functionAdapter(about, referenceResolver(parts));
    for (const id of ids) {
      const c = cases.find((each) => each.id === id);
      assert.ok(c, id);
      const { status } = await runCase(world, adapter, c, consultRounds(c), { ms: 20_000, patient: false });
      assert.equal(status, 'noted', id);
    }
  });
}
