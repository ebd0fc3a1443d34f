import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { damages } from '../testing/damage.ts';
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

test('an authority that is damaged, or whose keys are, is asked for again', async () => {
  const environment = { HOME: join(home, 'c') };
  const file = await withEnvironment(environment, () => authorityBundle());
  for (const name of ['authority.pem', 'secrets']) {
    const place = join(dirname(file), name);
    const whole = await readFile(place);
    for (const { what, bytes } of damages(whole, 60)) {
      await writeFile(place, bytes);
      assert.equal(knownAuthorityFile(environment), undefined, `${name} ${what}`);
    }
    await writeFile(place, whole);
    assert.equal(knownAuthorityFile(environment), file);
  }
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
