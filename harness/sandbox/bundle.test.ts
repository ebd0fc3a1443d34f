import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { bundle, loadBundled } from './bundle.mjs';

let kept: string;
let made: string;

before(async () => {
  kept = await mkdtemp(join(tmpdir(), 'signpost-bundle-'));
  made = (await bundle(kept)) ?? '';
});
after(() => rm(kept, { recursive: true }));

test('the bundle is made once, and leaves no draft behind', async () => {
  const before = statSync(join(made, 'cli.cjs')).mtimeMs;
  assert.equal(await bundle(kept), made);
  assert.equal(statSync(join(made, 'cli.cjs')).mtimeMs, before);
  assert.equal(readdirSync(kept).length, 1);
});

test('it holds the command line, and the threads of the world', async () => {
  const { main } = loadBundled(made, 'cli') as { main: unknown };
  assert.equal(typeof main, 'function');
  for (const thread of ['world/dns/worker.cjs', 'world/hosts/worker.cjs'])
    assert.ok(existsSync(join(made, thread)), thread);
});

/** The threads of whoever has started from the first one are loaded late, and found nothing. */
test('of several who find it damaged one makes it, and nobody takes that away', async () => {
  writeFileSync(join(made, 'cli.cjs'), '');
  const seen = await Promise.all(
    [1, 2, 3].map(async () => {
      await bundle(kept);
      return statSync(join(made, 'cli.cjs')).ino;
    }),
  );
  assert.deepEqual(new Set(seen).size, 1);
  assert.deepEqual(readdirSync(kept), [basename(made)]);
});

/** Each breaks the bundle that it is given. */
const BREAKS: Readonly<Record<string, (folder: string) => void>> = {
  'a module is empty': (folder) => writeFileSync(join(folder, 'cli.cjs'), ''),
  'a module is gone': (folder) => rmSync(chunkOf(folder)),
  'a thread is gone': (folder) => rmSync(join(folder, 'world/dns/worker.cjs')),
  'a bit of a module is flipped': (folder) => flip(chunkOf(folder), 0.5),
  'the digests are gone': (folder) => rmSync(join(folder, 'digests')),
  'a bit of the digests is flipped': (folder) => flip(join(folder, 'digests'), 0.9),
  'the digests are empty': (folder) => writeFileSync(join(folder, 'digests'), ''),
  'everything is gone': (folder) => {
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  },
  'a pipe is in place of a module': (folder) => {
    const chunk = chunkOf(folder);
    rmSync(chunk);
    execFileSync('mkfifo', [chunk]);
  },
  'it is a file': (folder) => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
  },
};

for (const [what, breakIt] of Object.entries(BREAKS)) {
  test(`it is made anew where ${what}`, async () => {
    const before = contentOf(made);
    breakIt(made);
    assert.equal(await bundle(kept), made);
    assert.deepEqual(contentOf(made), before);
    assert.deepEqual(readdirSync(kept), [basename(made)]);
  });
}

test('a bit flipped anywhere is noticed', async () => {
  const files = readdirSync(made, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.cjs'),
  );
  const name = files[7] ?? '';
  for (const place of [0, 0.2, 0.4, 0.6, 0.8]) {
    const before = readFileSync(join(made, name));
    flip(join(made, name), place);
    await bundle(kept);
    assert.deepEqual(readFileSync(join(made, name)), before);
  }
});

test('one that does not load is removed', async () => {
  const folder = join(kept, 'broken');
  mkdirSync(folder);
  writeFileSync(join(folder, 'cli.cjs'), 'require("./absent.cjs");');
  assert.equal(loadBundled(folder, 'cli'), undefined);
  assert.ok(!existsSync(folder));
});

const chunkOf = (folder: string) =>
  join(folder, readdirSync(folder).find((name) => name.startsWith('chunk-')) ?? '');

function flip(file: string, at: number): void {
  const bytes = readFileSync(file);
  const place = Math.floor(bytes.length * at);
  bytes[place] = (bytes[place] ?? 0) ^ 4;
  writeFileSync(file, bytes);
}

function contentOf(folder: string): (readonly [string, string])[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return files.map((name) => [name, readFileSync(join(folder, name), 'latin1')] as const);
}

test('it finds the files of the checkout', async () => {
  const script = `import { main } from ${JSON.stringify(join(made, 'cli.cjs'))}; await main(['show', 'well-known/port']);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  assert.match(stdout, /well-known\/port/);
});

test('where nothing can be kept there is none', async () => {
  assert.equal(await bundle('/dev/null/nowhere'), undefined);
});
