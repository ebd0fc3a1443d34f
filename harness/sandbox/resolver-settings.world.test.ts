import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { requireOwnNamespace } from '../world/index.ts';
import { changeResolver, resolvConf } from './resolver-settings.ts';

// Before anything else: outside of a sandbox this would be the machine's own file.
requireOwnNamespace();

const run = promisify(execFile);
const file = () => readFileSync('/etc/resolv.conf', 'utf8');

test('the file without settings is the one that every sandbox has', () => {
  assert.equal(file(), `${resolvConf({}).join('\n')}\n`);
});

test('a setting holds for programs that start meanwhile, and leaves nothing behind', async () => {
  const before = [file(), readFileSync('/proc/self/mounts', 'utf8'), readdirSync(import.meta.dirname)];
  {
    await using _setting = await changeResolver({ search: ['a.test', 'b.test'], ndots: 5 });
    const { stdout } = await run('cat', ['/etc/resolv.conf']);
    assert.equal(stdout, 'nameserver 20.0.0.53\nsearch a.test b.test\noptions ndots:5\n');
  }
  assert.deepEqual(
    [file(), readFileSync('/proc/self/mounts', 'utf8'), readdirSync(import.meta.dirname)],
    before,
  );
});
