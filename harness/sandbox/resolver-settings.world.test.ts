import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { requireOwnNamespace } from '../world/index.ts';
import { changeHosts, changeResolver, hostsFile, resolvConf } from './resolver-settings.ts';

// Before anything else: outside of a sandbox this would be the machine's own file.
requireOwnNamespace();

const run = promisify(execFile);
const file = () => readFileSync('/etc/resolv.conf', 'utf8');

test('the file without settings is the one that every sandbox has', () => {
  assert.equal(file(), `${resolvConf({}).join('\n')}\n`);
});

test('the hosts file without further lines is the one that every sandbox has', async () => {
  const before = readFileSync('/etc/hosts', 'utf8');
  assert.equal(before, `${hostsFile({}).join('\n')}\n`);
  {
    await using _setting = await changeHosts({ 'x.fam.test': ['20.1.0.1', '2a00:db8:1::1'] });
    const { stdout } = await run('getent', ['ahosts', 'x.fam.test']);
    assert.match(stdout, /^2a00:db8:1::1 /m);
    assert.match(stdout, /^20\.1\.0\.1 /m);
  }
  assert.equal(readFileSync('/etc/hosts', 'utf8'), before);
});

test('a second name server comes after the first', () => {
  assert.deepEqual(resolvConf({ second: true }), [
    'nameserver 20.0.0.53',
    'nameserver 20.0.0.54',
    'options ndots:1',
  ]);
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
