import assert from 'node:assert/strict';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { authorityBundle } from '../world/index.ts';
import { knownAuthorityFile } from './authority.mjs';

let home: string;

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'signpost-authority-'));
});

after(() => rm(home, { recursive: true }));

const PLACES = {
  'XDG_CACHE_HOME is set': () => ({ HOME: '/nonexistent', XDG_CACHE_HOME: join(home, 'xdg') }),
  'XDG_CACHE_HOME is relative, so it does not count': () => ({ HOME: join(home, 'a'), XDG_CACHE_HOME: 'x' }),
  'only HOME is set': () => ({ HOME: join(home, 'b') }),
};

for (const [when, environment] of Object.entries(PLACES)) {
  test(`the authority is found where the world keeps it when ${when}`, async () => {
    const theirs = environment();
    assert.equal(knownAuthorityFile(theirs), undefined);
    const made = await withEnvironment(theirs, () => authorityBundle());
    assert.equal(knownAuthorityFile(theirs), made);
  });
}

test('an authority older than the keys beside it is asked for again', async () => {
  const environment = { HOME: join(home, 'c') };
  const file = await withEnvironment(environment, () => authorityBundle());
  await utimes(file, new Date(0), new Date(0));
  assert.equal(knownAuthorityFile(environment), undefined);
});

async function withEnvironment<T>(theirs: NodeJS.ProcessEnv, action: () => Promise<T>): Promise<T> {
  const ours = { ...process.env };
  delete process.env.XDG_CACHE_HOME;
  Object.assign(process.env, theirs);
  try {
    return await action();
  } finally {
    delete process.env.XDG_CACHE_HOME;
    Object.assign(process.env, ours);
  }
}
