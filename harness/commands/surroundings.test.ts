/** Where a command is started in surroundings that lack something, it works or says what to do: never with a stack. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const SIGNPOST = path.join(import.meta.dirname, '..', 'signpost.mjs');
const FOLDER = mkdtempSync(path.join(tmpdir(), 'signpost-surroundings-'));
after(() => rmSync(FOLDER, { recursive: true, force: true }));

const RUN = ['run', 'srv/fed', '-i', 'reference', '--reports', path.join(FOLDER, 'reports')];
const NO_FOLDER = /^error no-working-folder: .* is not there any more\n {2}cd to one that is\n$/;
const AS_EXPECTED = /as expected, nothing unexpected$/m;
const NO_CACHE = /^error cache-not-writable: .*\n {2}.*set XDG_CACHE_HOME/;

interface Row {
  /** Of a shell, before the command. */
  readonly first: string;
  readonly words: readonly string[];
  readonly code: number;
  readonly says: RegExp;
}

const GONE = 'mkdir gone && cd gone && rmdir ../gone';

const OUT_OF_FILES = /^error too-many-files: .*\n {2}raise it: ulimit -n 4096\n$/;

const ROWS: Readonly<Record<string, Row>> = {
  'a folder that is gone, list': { first: GONE, words: ['list', 'srv/fed'], code: 2, says: NO_FOLDER },
  'a folder that is gone, run': { first: GONE, words: RUN, code: 2, says: NO_FOLDER },
  'a folder that is gone, explain': {
    first: GONE,
    words: ['explain', 'a.test', '--zone', '-'],
    code: 2,
    says: NO_FOLDER,
  },
  'few open files': {
    first: 'ulimit -n 26',
    words: ['lint', 'srv/fed'],
    code: 2,
    says: OUT_OF_FILES,
  },
  'so few open files that not even the beginning is loaded': {
    first: 'ulimit -n 20',
    words: ['lint', 'srv/fed'],
    code: 2,
    says: OUT_OF_FILES,
  },
  'fewer open files than a run needs to begin': {
    first: 'ulimit -n 100',
    words: RUN,
    code: 2,
    says: OUT_OF_FILES,
  },
  'fewer open files than so many cases at once need': {
    first: 'ulimit -n 200',
    words: ['run', 'srv/*', ...RUN.slice(2)],
    code: 2,
    says: /^ +! 200 files may be open here, .* run fewer cases at once: --parallel 5$/m,
  },
  'few open files, and as few cases at once': {
    first: 'ulimit -n 200',
    words: [...RUN, '--parallel', '5'],
    code: 0,
    says: /as expected, nothing unexpected/,
  },
  // What Node makes of it: only the hard limit counts.
  'few open files of a limit that may be raised': {
    first: 'ulimit -Sn 100',
    words: RUN,
    code: 0,
    says: /as expected, nothing unexpected/,
  },
  'a home that nothing can be made in': {
    first: `unset XDG_CACHE_HOME; export HOME=/proc TMPDIR='${FOLDER}'`,
    words: RUN,
    code: 0,
    says: AS_EXPECTED,
  },
  'a cache that was named and cannot be made': {
    first: `export XDG_CACHE_HOME=/proc/cache TMPDIR='${FOLDER}'`,
    words: RUN,
    code: 2,
    says: NO_CACHE,
  },
  'a home that is no folder': {
    first: `unset XDG_CACHE_HOME; export HOME=/dev/null TMPDIR='${FOLDER}'`,
    words: RUN,
    code: 0,
    says: AS_EXPECTED,
  },
  'a folder for temporary files that is not there': {
    first: 'export TMPDIR=/nonexistent',
    words: ['list', 'srv/fed'],
    code: 0,
    says: /^srv\/fed /,
  },
  'a relative home': {
    first: 'unset XDG_CACHE_HOME; export HOME=relative',
    words: ['list', 'srv/fed'],
    code: 0,
    says: /^srv\/fed /,
  },
};

for (const [where, { first, words, code, says }] of Object.entries(ROWS)) {
  test(`in ${where}`, { timeout: 60_000 }, async () => {
    const script = `${first}\nexec "$@"`;
    const argv = ['-c', script, 'sh', process.execPath, SIGNPOST, ...words];
    const end = await new Promise<{ code: number; told: string }>((resolve) => {
      const child = execFile('sh', argv, { cwd: FOLDER, timeout: 50_000 }, (error, stdout, stderr) =>
        resolve({
          code: typeof error?.code === 'number' ? error.code : error ? -1 : 0,
          told: stdout || stderr,
        }),
      );
      child.stdin?.end();
    });
    assert.match(end.told, says);
    assert.equal(end.code, code);
    assert.doesNotMatch(end.told, /^ {4}at /m);
    assert.ok(!existsSync(path.join(FOLDER, 'relative')));
  });
}
