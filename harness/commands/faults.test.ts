/** Faults of our own that nobody has thought of: put into a process of ours, or into a copy of what it loads. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

const SIGNPOST = path.join(import.meta.dirname, '..', 'signpost.mjs');

let folder: string;
before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'signpost-faults-'));
});
after(() => rm(folder, { recursive: true }));

interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(words: readonly string[], preload?: string): Promise<End> {
  const env = {
    ...process.env,
    ...(preload !== undefined && { NODE_OPTIONS: `--import ${preload}` }),
  };
  return new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: folder, env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

function assertOurs({ code, stderr }: End, what: RegExp): void {
  assert.equal(code, 2, stderr);
  assert.match(stderr, /^error internal: this is a fault in Signpost itself, please report it$/m);
  assert.match(stderr, what);
  assert.doesNotMatch(stderr, /^::|\r/m);
  assert.ok(!stderr.includes('\u001b'));
}

const FAULTS = {
  'an exception': "throw new Error('odd thing')",
  'a rejection': "Promise.reject(new Error('odd thing'))",
  'what is no error': "throw 'odd thing'",
  'a command to CI': "throw new Error('odd thing\\r\\n::error::\\u001b[2J')",
};

/** One that is inside has a ticket; one outside has none. */
const SIDES = {
  inside: "process.env.SIGNPOST_INSIDE && process.argv[1].endsWith('signpost.mjs')",
  outside: "!process.env.SIGNPOST_INSIDE && process.argv[1]?.endsWith('signpost.mjs')",
};

/** In the first millisecond of ours: what comes before it is the user's own. */
const onceBegun = (fault: string) => `{
  const look = setInterval(() => {
    if (process.listenerCount('uncaughtException') === 0) return;
    clearInterval(look);
    ${fault};
  }, 1).unref();
}`;

const VERBS = {
  run: ['run', 'srv/fed', '-i', 'reference', '--reports', 'reports'],
  smoke: ['smoke', '-i', 'sleep 1000'],
  list: ['list'],
};

for (const [side, isThere] of Object.entries(SIDES)) {
  for (const [what, fault] of Object.entries(FAULTS)) {
    const verbs = Object.entries(VERBS).filter(([verb]) => side === 'outside' || verb !== 'list');
    for (const [verb, words] of verbs) {
      test(`${what} ${side}, in ${verb}: exit code 2`, async () => {
        const preload = path.join(folder, `${side}-${verb}-${what.replaceAll(' ', '-')}.mjs`);
        await writeFile(preload, `if (${isThere}) ${onceBegun(fault)}`);
        assertOurs(await run([SIGNPOST, ...words], preload), /odd thing/);
      });
    }
  }
}

for (const [how, fault] of Object.entries({
  'with an exception': "throw new Error('odd thing')",
  'without a word': 'process.exit(0)',
})) {
  test(`a thread of ours that ends ${how} ends a run with 2`, async () => {
    const preload = path.join(folder, 'thread.mjs');
    const isThread = "import { isMainThread } from 'node:worker_threads'; if (!isMainThread)";
    await writeFile(preload, `${isThread} setTimeout(() => { ${fault}; }, 100);`);
    const { code, stdout } = await run([SIGNPOST, ...VERBS.run], preload);
    assert.equal(code, 2, stdout);
    assert.match(stdout, /The thread of the .* ended unexpectedly.*\(thread-died\)/);
  });
}

describe('while it loads', () => {
  const damages = {
    'a syntax error': 'this is no program',
    'a missing part': "import './missing.mjs'; export const start = () => {};",
    'a missing name': 'export const begin = () => {};',
    'what waits for ever': 'export const start = () => new Promise(() => {});',
    'an exception': "throw new Error('odd thing');",
  };
  for (const [what, text] of Object.entries(damages)) {
    test(`${what}: exit code 2`, async () => {
      const copy = path.join(folder, what.replaceAll(' ', '-'));
      await mkdir(copy);
      await copyFile(SIGNPOST, path.join(copy, 'signpost.mjs'));
      await writeFile(path.join(copy, 'start.mjs'), text);
      assertOurs(await run([path.join(copy, 'signpost.mjs'), 'list']), /./);
    });
  }
});
