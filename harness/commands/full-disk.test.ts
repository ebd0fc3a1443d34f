/** Disks that are full or read-only: real ones, made in a mount namespace that ends with the test. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readRun } from '../record/index.ts';

const SIGNPOST = path.join(import.meta.dirname, '..', 'signpost.mjs');

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-full-disk-'));
  for (const name of ['reports', 'small', 'cold', 'warm', 'out']) await mkdir(path.join(folder, name));
});
after(() => rm(folder, { recursive: true }));

/** A reports folder of 64 KiB: some twenty verdicts. */
const SMALL = 'mount -n -t tmpfs -o size=64k none small';
/** Whatever the disk still has is gone. */
const fill = (place: string) => `cat /dev/zero > ${place}/filling 2>/dev/null`;

test('the disk fills up while a run is recorded: it goes on, says so, and what is there is readable', async () => {
  // Many twins are unexpected: nobody looks into a record for what it does not hold, so that each is told.
  const run = signpost('run', '-i', 'mutant:no-certificate-check', '--reports', 'small', "'srv/*'");
  const { code, stdout } = await alone(`${SMALL}; ${run}; code=$?; cp small/latest.jsonl out/; exit $code`);
  assert.equal(code, 2, stdout);
  assert.equal(
    stdout.match(/from here on nothing is recorded\. error record-unwritable: .*ENOSPC/g)?.length,
    1,
  );
  assert.match(stdout, /until the disk failed: the record is not complete/);
  const file = path.join(folder, 'out/latest.jsonl');
  const { verdicts, interrupted, header } = await readRun(file);
  assert.equal(interrupted, true);
  assert.match(await readFile(file, 'utf8'), /\n$/, 'a torn line');
  assert.ok(verdicts.length > 0 && verdicts.length < header.cases, `${verdicts.length} verdicts`);
  const told = new Set([...stdout.matchAll(/^FAIL (\S+)/gm)].map(([, id]) => id));
  const [, unexpected] = stdout.match(/(\d+) unexpected/) ?? [];
  assert.ok(Number(unexpected) > 20);
  assert.equal(told.size, Number(unexpected));
});

test('no room even for the first line: an error that says what to do', async () => {
  const run = signpost('run', '-i', 'reference', '--reports', 'small/deep/er', 'srv/fed');
  const { code, stderr } = await alone(`mount -n -t tmpfs -o size=4k,nr_inodes=2 none small; ${run}`);
  assert.equal(code, 2);
  assert.match(stderr, /^error record-unwritable: .*\n {2}make room on the disk/m);
});

const RUN = signpost('run', '-i', 'reference', '--no-twins', '--reports', 'reports', 'srv/fed');

test('a cache folder that cannot be kept in: with keys it goes on and says so, without it is an error', async () => {
  const readOnly = (place: string) =>
    `mount -n --bind ${place} ${place}; mount -n -o remount,bind,ro ${place}`;
  const cold = await alone(`${readOnly('cold')}; ${RUN}`, 'cold');
  assert.equal(cold.code, 2);
  assert.match(cold.stderr, /^error cache-not-writable: .*\n {2}Make the folder writable/m);

  // Keys are made, and no certificates.
  assert.equal((await alone(signpost('sandbox', '--', 'true'), 'warm')).code, 0);
  const keys = await readdir(path.join(folder, 'warm/signpost/pki'));
  // As an older version left it.
  await rmdir(path.join(folder, 'warm/signpost/scratch'));
  const warm = await alone(`${readOnly('warm')}; ${RUN}`, 'warm');
  assert.equal(warm.code, 0, warm.stdout + warm.stderr);
  assert.equal(warm.stdout.match(/certificates are not kept for the next run: EROFS/g)?.length, 1);
  assert.deepEqual(await readdir(path.join(folder, 'warm/signpost/pki')), keys);
});

test('a cache folder on a full disk: the same, and no drafts are left', async () => {
  const full = `mount -n -t tmpfs -o size=64k none small`;
  const cold = await alone(`${full}; ${fill('small')}; ${RUN}; code=$?; ls -R small; exit $code`, 'small');
  assert.equal(cold.code, 2);
  assert.match(cold.stderr, /^error cache-not-writable: .*ENOSPC/m);
  assert.ok(!cold.stdout.includes('secrets.json'), cold.stdout);

  const keys = signpost('sandbox', '--', 'true');
  const warm = await alone(
    `${full}; ${keys}; ${fill('small')}; ${RUN}; code=$?; ls -R small; exit $code`,
    'small',
  );
  assert.equal(warm.code, 0, warm.stdout + warm.stderr);
  assert.equal(warm.stdout.match(/certificates are not kept for the next run: ENOSPC/g)?.length, 1);
  assert.doesNotMatch(warm.stdout, /\.json\.|\.jsonl\./);
});

function signpost(...args: readonly string[]): string {
  return [process.execPath, SIGNPOST, ...args].join(' ');
}

interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A shell that may mount what it likes, in our folder; whatever it mounts nobody else sees. */
function alone(script: string, cache?: string): Promise<End> {
  const env = { ...process.env, ...(cache && { XDG_CACHE_HOME: path.join(folder, cache) }) };
  const words = ['--user', '--map-root-user', '--mount', '--propagation', 'private', 'sh', '-c', script];
  return new Promise((resolve) => {
    execFile('unshare', words, { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}
