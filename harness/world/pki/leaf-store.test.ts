import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { sealedLine } from '../../base/index.ts';
import { damages } from '../../testing/damage.ts';
import { LeafStore, leafKey, readLeaves } from './leaf-store.ts';

const DAY = 86_400_000;
const today = Date.UTC(2026, 10, 1);
const line = (key: string, notAfter: number, authority = 'ours'): string =>
  sealedLine(JSON.stringify({ authority, key, notAfter, cert: `PEM of ${key}` }));
const keys = (text: string): string[] => [...readLeaves(text, 'ours', today).leaves.keys()];

const table: readonly [what: string, text: string, keys: string[]][] = [
  ['no file', '', []],
  ['two leaves', `${line('a', today + 9 * DAY)}\n${line('b', today + 9 * DAY)}\n`, ['a', 'b']],
  ['a torn last line', `${line('a', today + 9 * DAY)}\n${line('b', today + 9 * DAY).slice(0, 30)}`, ['a']],
  ['a torn line that another run ended', `01ab {"auth\n${line('a', today + 9 * DAY)}\n`, ['a']],
  ['lines that are something else', `null\n7\n{}\n[]\n${line('a', today + 9 * DAY)}\n`, ['a']],
  ['another authority', line('a', today + 9 * DAY, 'theirs'), []],
  ['one that expires tomorrow', line('a', today + DAY), []],
  ['one that is meant to be expired', line('["expired","x.test"]', today - DAY), ['["expired","x.test"]']],
  ['one of another key that is', line('["expired 0a","x.test"]', today - DAY), ['["expired 0a","x.test"]']],
  ['one of an expired issuer that is not', line('["expiredIntermediate","x.test"]', today - DAY), []],
];

for (const [what, text, expected] of table) {
  test(`reading ${what}`, () => assert.deepEqual(keys(text), expected));
}

test('the key of a leaf is its names in any order and any letter case, and its flaw', () => {
  assert.equal(leafKey({ names: ['B.test', 'a.test'] }), leafKey({ names: ['a.test', 'b.test'] }));
  assert.notEqual(leafKey({ names: ['a.test'] }), leafKey({ names: ['a.test'], flaw: 'expired' }));
  const ofKeys = ['', '0a', '0b'].map((keyId) => leafKey({ names: ['a.test'] }, keyId));
  assert.equal(new Set(ofKeys).size, 3);
  assert.notEqual(
    leafKey({ names: ['a.test', 'b.test'], flaw: 'commonNameOnly' }),
    leafKey({ names: ['b.test', 'a.test'], flaw: 'commonNameOnly' }),
  );
});

test('runs that share the file lose nothing, and it is for its owner only', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-leaves-'));
  t.after(() => rm(folder, { recursive: true }));
  const stores = await Promise.all([1, 2, 3].map(() => LeafStore.load(folder, 'ours')));
  const notAfter = Date.now() + 90 * DAY;
  await stores[0]?.add('first', { cert: '', notAfter });
  await appendFile(join(folder, 'leaves'), '{"authority":"ours","torn');
  await Promise.all(
    stores.flatMap((store, run) =>
      Array.from({ length: 50 }, (_, index) =>
        store.add(`${run} ${index}`, { cert: 'x'.repeat(900), notAfter }),
      ),
    ),
  );
  const text = await readFile(join(folder, 'leaves'), 'utf8');
  assert.equal(readLeaves(text, 'ours').leaves.size, 151);
  const { mode } = await stat(join(folder, 'leaves'));
  assert.equal(mode & 0o077, 0);
});

test('a pipe in its place holds nobody up, and is replaced', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-leaves-'));
  t.after(() => rm(folder, { recursive: true }));
  execFileSync('mkfifo', [join(folder, 'leaves')]);
  const store = await LeafStore.load(folder, 'ours');
  await store.add('a', { cert: 'PEM of a', notAfter: Date.now() + 90 * DAY });
  assert.equal(readLeaves(await readFile(join(folder, 'leaves'), 'utf8'), 'ours').leaves.size, 1);
});

test('one that comes while a run goes on is not waited for', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-leaves-'));
  t.after(() => rm(folder, { recursive: true }));
  const told: string[] = [];
  const store = await LeafStore.load(folder, 'ours', { onUnkept: ({ message }) => told.push(message) });
  execFileSync('mkfifo', [join(folder, 'leaves')]);
  await store.add('a', { cert: 'PEM of a', notAfter: Date.now() + 90 * DAY });
  assert.match(told.join(), /^ENXIO/);
});

test('a file of dead leaves is cleaned when it is loaded', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-leaves-'));
  t.after(() => rm(folder, { recursive: true }));
  const dead = Array.from({ length: 1100 }, (_, index) => line(`${index}`, today, 'theirs'));
  const alive = line('a', Date.now() + 90 * DAY);
  await appendFile(join(folder, 'leaves'), [...dead, alive].join('\n'));
  const store = await LeafStore.load(folder, 'ours');
  assert.equal(store.get('a')?.cert, 'PEM of a');
  assert.equal((await readFile(join(folder, 'leaves'), 'utf8')).trim().split('\n').length, 1);
});

test('leaves of names that never come again are there, and not in the file', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-leaves-'));
  t.after(() => rm(folder, { recursive: true }));
  await appendFile(join(folder, 'leaves'), line('a', Date.now() + 90 * DAY));
  const store = await LeafStore.load(folder, 'ours', { added: 'unkept' });
  await store.add('b', { cert: 'PEM of b', notAfter: Date.now() + 90 * DAY });
  assert.deepEqual([store.get('a')?.cert, store.get('b')?.cert], ['PEM of a', 'PEM of b']);
  assert.deepEqual(keys(await readFile(join(folder, 'leaves'), 'utf8')), ['a']);
});

test('a damaged line gives its leaf as it was or none, and never another', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-leaves-'));
  t.after(() => rm(folder, { recursive: true }));
  const asked = ['a', 'b', 'c', 'i', 'j'];
  const text = asked
    .slice(0, 3)
    .map((key) => `${line(key, Date.now() + 90 * DAY)}\n`)
    .join('');
  let lost = 0;
  for (const { what, bytes } of damages(Buffer.from(text), text.length)) {
    await writeFile(join(folder, 'leaves'), bytes);
    const store = await LeafStore.load(folder, 'ours');
    for (const key of asked) {
      const found = store.get(key)?.cert;
      if (found === undefined) lost++;
      else assert.equal(found, `PEM of ${key}`, what);
    }
  }
  assert.ok(lost > text.length);
});

test('one leaf that is of no use to later runs is there, and not in the file', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'signpost-leaves-'));
  t.after(() => rm(folder, { recursive: true }));
  const store = await LeafStore.load(folder, 'ours');
  await store.add('a', { cert: 'PEM of a', notAfter: Date.now() + 90 * DAY });
  await store.add('b', { cert: 'PEM of b', notAfter: Date.now() + 90 * DAY }, 'unkept');
  assert.deepEqual([store.get('a')?.cert, store.get('b')?.cert], ['PEM of a', 'PEM of b']);
  const next = await LeafStore.load(folder, 'ours');
  assert.deepEqual([next.get('a')?.cert, next.get('b')], ['PEM of a', undefined]);
});
