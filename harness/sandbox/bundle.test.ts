import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { bundle, importBundled } from './bundle.mjs';

let kept: string;
let made: string;

before(async () => {
  kept = await mkdtemp(join(tmpdir(), 'signpost-bundle-'));
  made = (await bundle(kept)) ?? '';
});
after(() => rm(kept, { recursive: true }));

test('the bundle is made once, and leaves no draft behind', async () => {
  const before = statSync(join(made, 'cli.js')).mtimeMs;
  assert.equal(await bundle(kept), made);
  assert.equal(statSync(join(made, 'cli.js')).mtimeMs, before);
  assert.equal(readdirSync(kept).length, 1);
});

test('it holds the command line, and the threads of the world', async () => {
  const { main } = (await importBundled(made, 'cli')) as { main: unknown };
  assert.equal(typeof main, 'function');
  for (const thread of ['world/dns/worker.js', 'world/hosts/worker.js'])
    assert.ok(existsSync(join(made, thread)), thread);
});

test('it finds the files of the checkout', async () => {
  const script = `import { main } from ${JSON.stringify(join(made, 'cli.js'))}; await main(['show', 'well-known/port']);`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  assert.match(stdout, /well-known\/port/);
});

test('where nothing can be kept there is none', async () => {
  assert.equal(await bundle('/dev/null/nowhere'), undefined);
});
