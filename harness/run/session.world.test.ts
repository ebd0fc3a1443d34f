import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { DEFAULT_SPEC_VERSION } from '../oracle/index.ts';
import { loadCases } from '../scenario/index.ts';
import { requireOwnNamespace } from '../world/index.ts';
import { findSubject } from './find-subject.ts';
import { LastingWorld } from './lasting-world.ts';
import { Session } from './session.ts';

// Before anything else: outside of a sandbox these addresses are other people's.
requireOwnNamespace();

const root = fileURLToPath(new URL('../../', import.meta.url));

function only(id: string) {
  const [c] = loadCases({ root, selectors: [id] }).cases;
  assert.ok(c, id);
  return c;
}

test('whoever was asked on a machine of its own is asked again like all others', async () => {
  const controls = { reachable: only('control/fallback'), untrusted: only('control/untrusted') };
  await using world = await LastingWorld.open();
  const subject = await findSubject('reference', root);
  const options = { controls, version: DEFAULT_SPEC_VERSION };
  const session = await Session.open(world, subject, options, { found: assert.fail });
  assert.ok(session instanceof Session, String(session));
  await using _ = session;
  const ask = async (...ids: readonly string[]) => {
    const verdicts = await session.judge(ids.map(only), { verdict: () => {} });
    return verdicts.map(({ id, status }) => `${id} ${status}`);
  };
  assert.deepEqual(await ask('dns/hosts-file#beside-srv', 'srv/fed'), [
    'srv/fed pass',
    'dns/hosts-file#beside-srv pass',
  ]);
  assert.deepEqual(await ask('srv/legacy'), ['srv/legacy pass']);
});
