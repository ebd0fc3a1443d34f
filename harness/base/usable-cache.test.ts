import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { settleCache } from './usable-cache.mjs';

function folderFor(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'signpost-usable-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Even root can make nothing in a file. */
const NOWHERE = { HOME: '/dev/null' };
const OWN = `signpost-${process.getuid?.()}`;

test('a cache that is there, can be made, or is named stays the one', (t) => {
  const home = folderFor(t);
  for (const environment of [
    { HOME: home },
    { HOME: join(home, 'of/nobody/yet') },
    { XDG_CACHE_HOME: home },
    { XDG_CACHE_HOME: '/dev/null' },
  ]) {
    const before = { ...environment };
    settleCache(environment, home);
    assert.deepEqual(environment, before);
  }
});

test('where none can be made it is one of this user, who alone may look into it', (t) => {
  const temporary = folderFor(t);
  const cache = join(temporary, OWN);
  // The second time it is there.
  for (const environment of [{ ...NOWHERE }, { ...NOWHERE }]) {
    settleCache(environment, temporary);
    assert.deepEqual(environment, { ...NOWHERE, XDG_CACHE_HOME: cache });
  }
  assert.equal(statSync(cache).mode & 0o777, 0o700);
});

/** Each puts something in the way. */
const IN_THE_WAY: Readonly<Record<string, (place: string, folder: string) => void>> = {
  'a link': (place, folder) => symlinkSync(folder, place),
  'a file': (place) => writeFileSync(place, ''),
  'a folder that others may write to': (place) => {
    mkdirSync(place);
    chmodSync(place, 0o777);
  },
};

for (const [what, putThere] of Object.entries(IN_THE_WAY))
  test(`${what} in its place is not used`, (t) => {
    const temporary = folderFor(t);
    putThere(join(temporary, OWN), temporary);
    const environment = { ...NOWHERE };
    settleCache(environment, temporary);
    assert.deepEqual(environment, NOWHERE);
  });
