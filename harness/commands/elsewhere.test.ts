/** Signpost where it has no sandbox: what works there does, and what does not says so first. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Verb } from './cli/verb.ts';
import { VERBS } from './verbs.mjs';
import { WHAT_WORKS } from './what-works.mjs';

const SIGNPOST = path.join(import.meta.dirname, '..', 'signpost.mjs');
const ANOTHER = path.join(import.meta.dirname, 'testing', 'another-system.mjs');
const SYSTEMS = { darwin: 'macOS', win32: 'Windows' };

const folder = mkdtempSync(path.join(tmpdir(), 'signpost-elsewhere-'));
const zone = path.join(folder, 'zone');
const env = { ...process.env, XDG_CACHE_HOME: folder };

before(() => {
  writeFileSync(zone, '_matrix-fed._tcp IN SRV 10 5 8449 hs\nhs IN A 203.0.113.7\n');
  // esbuild has no program for the system that this is going to be: the bundle is made before.
  assert.equal(spawnSync(process.execPath, [SIGNPOST, '--version'], { env }).status, 0);
});
after(() => rmSync(folder, { recursive: true }));

function on(platform: string, words: readonly string[]) {
  const command = ['--import', ANOTHER, SIGNPOST, ...words];
  return spawnSync(process.execPath, command, {
    env: { ...env, SIGNPOST_PLATFORM: platform },
    encoding: 'utf8',
  });
}

/** Each of the verbs that `WHAT_WORKS` says to work: with words, an exit code, and what it says. */
const WORKING: Readonly<Record<string, readonly [words: readonly string[], code: number, says: RegExp]>> = {
  list: [['srv/fed'], 0, /^srv\/fed {2}/m],
  clauses: [['S4-c'], 0, /^S4-c /m],
  lint: [['srv/fed'], 0, /no mistakes/],
  show: [['srv/fed'], 0, /^Asked for/m],
  explain: [['matrix.test', '--zone', zone], 3, /8449/],
  new: [['srv/fed'], 64, /srv\/fed\.json exists already/],
  doctor: [[], 2, /^✗ Linux: this is/m],
};

const verbs: readonly Verb[] = VERBS;
const [working = '', rest = ''] = WHAT_WORKS.split(' work here, ');

test('every verb is said to work without a sandbox, or not to', () => {
  assert.deepEqual(working.split(' '), Object.keys(WORKING));
  const told = [...working.split(' '), ...rest.replace(/ do not$/, '').split(' ')].sort();
  assert.deepEqual(told, verbs.flatMap(({ name, hidden }) => (hidden ? [] : [name])).sort());
});

test('the page on what works where names the verbs that do', () => {
  const page = readFileSync(new URL('../../docs/what-works-where.md', import.meta.url), 'utf8');
  const [, told = ''] = /Commands that only read need none of it: (.*?)\./s.exec(page) ?? [];
  assert.deepEqual([...told.matchAll(/`(\w+)`/g)].map(([, verb]) => verb).sort(), working.split(' ').sort());
});

for (const [platform, name] of Object.entries(SYSTEMS)) {
  test(`on ${name}, what works without a sandbox does`, () => {
    for (const [verb, [words, code, says]] of Object.entries(WORKING)) {
      const { status, stdout, stderr } = on(platform, [verb, ...words]);
      assert.equal(status, code, `${verb}: ${stderr}`);
      assert.match(stdout + stderr, says, verb);
    }
  });

  test(`on ${name}, what needs one says so in its first line, and which way leads on`, () => {
    for (const verb of verbs.filter(({ inside }) => inside)) {
      const { status, stdout, stderr } = on(platform, [verb.name]);
      assert.deepEqual([status, stdout], [2, ''], stderr);
      const [first, ...ways] = stderr.trimEnd().split('\n');
      assert.equal(first, `error no-sandbox: on ${name}, ${WHAT_WORKS}`);
      assert.match(ways.join('\n'), /^ {2}in a container .*--user 65534/m);
      assert.equal(/Lima/.test(stderr), platform === 'darwin');
      assert.equal(/WSL 2/.test(stderr), platform === 'win32');
    }
  });
}

test('on a Linux without user namespaces it is said likewise, with the reason', () => {
  const script = `echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"`;
  const asked = ['--user', '--map-root-user', 'sh', '-c', script, 'sh', process.execPath, SIGNPOST];
  const { status, stderr } = spawnSync('unshare', [...asked, 'run', 'srv/fed'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  assert.equal(status, 2, stderr);
  assert.ok(stderr.startsWith(`error sandbox-forbidden: ${WHAT_WORKS}: cannot make the sandbox: `), stderr);
  const { status: code, stdout } = spawnSync('unshare', [...asked, 'doctor'], { env, encoding: 'utf8' });
  assert.equal(code, 2);
  assert.ok(stdout.endsWith(`\nUntil then, ${WHAT_WORKS}.\n`), stdout);
});
