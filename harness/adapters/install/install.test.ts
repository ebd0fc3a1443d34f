import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { AdapterError } from '../adapter-error.ts';
import type { Install } from '../implementation.ts';
import { installImplementation } from './install.ts';
import { type Installable, installFolder } from './install-folder.ts';

const SAY_BUILT = "require('node:fs').writeFileSync('built', require('./src/input.js'))";
const NODE = process.execPath;

interface Workshop {
  readonly cache: string;
  readonly implementation: Installable;
  install(signal?: AbortSignal): ReturnType<typeof installImplementation>;
  readonly progress: string[];
}

/** An implementation that "compiles" src/input.js to `built`. */
async function workshop(t: TestContext, install: Partial<Install> = {}): Promise<Workshop> {
  const home = await mkdtemp(join(tmpdir(), 'signpost-install-'));
  t.after(() => rm(home, { recursive: true, force: true }));
  const [folder, cache] = [join(home, 'here'), join(home, 'cache')];
  await mkdir(join(folder, 'src'), { recursive: true });
  await writeFile(join(folder, 'src', 'input.js'), "module.exports = 'one'");
  await writeFile(join(folder, 'notes.md'), 'not part of the build');
  const implementation: Installable = {
    kind: 'process',
    name: 'toy',
    title: 'Toy',
    version: '1.2.3',
    folder,
    install: { copy: ['src'], steps: [[NODE, '-e', SAY_BUILT]], needs: [], provides: ['built'], ...install },
    start: ['{cache}/built'],
    env: {},
    needs: [],
    startSeconds: 1,
  };
  const progress: string[] = [];
  const run = (signal?: AbortSignal) =>
    installImplementation(implementation, cache, (line) => progress.push(line), signal);
  return { cache, implementation, install: run, progress };
}

const everythingBuilt = async (cache: string) =>
  (await readdir(join(cache, 'implementations', 'toy'))).sort();

test('builds into a folder named by version and content, and leaves nothing else', async (t) => {
  const { cache, install, progress } = await workshop(t);
  const { folder, built } = await install();
  assert.equal(built, true);
  assert.match(folder, /implementations\/toy\/1\.2\.3-[0-9a-f]{10}$/);
  assert.equal(await readFile(join(folder, 'built'), 'utf8'), 'one');
  assert.deepEqual(await everythingBuilt(cache), [folder.split('/').at(-1)]);
  assert.deepEqual(progress, [`toy: ${NODE} -e ${SAY_BUILT}`]);
});

test('a second time finds it there', async (t) => {
  const { install, progress } = await workshop(t);
  const { folder } = await install();
  progress.length = 0;
  assert.deepEqual(await install(), { folder, built: false });
  assert.deepEqual(progress, []);
});

test('the folder follows what goes in, and nothing else', async (t) => {
  const { cache, implementation } = await workshop(t);
  const place = () => installFolder(implementation, cache);
  const first = await place();
  await writeFile(join(implementation.folder, 'notes.md'), 'changed');
  assert.equal(await place(), first);
  await writeFile(join(implementation.folder, 'src', 'input.js'), "module.exports = 'two'");
  assert.notEqual(await place(), first);
});

test('two at once build one installation', async (t) => {
  const { cache, install } = await workshop(t);
  const [one, two] = await Promise.all([install(), install()]);
  assert.equal(one.folder, two.folder);
  assert.equal(await readFile(join(one.folder, 'built'), 'utf8'), 'one');
  assert.equal((await everythingBuilt(cache)).length, 1);
});

test('an installation that was emptied by hand is built anew', async (t) => {
  const { install } = await workshop(t);
  const { folder } = await install();
  await rm(join(folder, 'built'));
  assert.deepEqual(await install(), { folder, built: true });
  assert.equal(await readFile(join(folder, 'built'), 'utf8'), 'one');
});

test('placeholders stand for the folder of the build and that of the implementation', async (t) => {
  const copy = "require('node:fs').copyFileSync('{here}/notes.md', '{cache}/built')";
  const { install } = await workshop(t, { steps: [[NODE, '-e', copy]] });
  const { folder } = await install();
  assert.equal(await readFile(join(folder, 'built'), 'utf8'), 'not part of the build');
});

test('a failing step tells its last words and where the rest is, and looks like nothing installed', async (t) => {
  const script =
    "for (let i = 1; i <= 40; i++) console.log('line', i); console.error('no such thing'); process.exit(3)";
  const { cache, install, implementation } = await workshop(t, { steps: [[NODE, '-e', script]] });
  const error = await rejection(install());
  assert.equal(error.code, 'install-failed');
  assert.match(error.message, /ended with exit 3/);
  assert.match(error.message, /\n {4}line 40\n {4}no such thing\n/);
  assert.doesNotMatch(error.message, /line 20\n/);
  const log = `${await installFolder(implementation, cache)}.log`;
  assert.ok(error.hint.endsWith(log), error.hint);
  assert.match(await readFile(log, 'utf8'), /line 1\nline 2\n/);
  assert.deepEqual(await everythingBuilt(cache), [log.split('/').at(-1)]);
});

test('a build that does not make what it promises has failed', async (t) => {
  const { install } = await workshop(t, { provides: ['built', 'other'] });
  const error = await rejection(install());
  assert.equal(error.code, 'install-failed');
  assert.match(error.what, /without making other$/);
});

const TOOLS: readonly { readonly needs: readonly string[]; readonly packages: string }[] = [
  { needs: ['signpost-no-such-tool'], packages: 'signpost-no-such-tool' },
  { needs: ['cargo', 'cc', 'npm'], packages: 'cargo-web gcc npm' },
];

for (const { needs, packages } of TOOLS) {
  test(`a missing tool is named with its Debian package: ${packages}`, async (t) => {
    const { cache, install } = await workshop(t, { needs });
    const path = process.env.PATH;
    t.after(() => {
      process.env.PATH = path;
    });
    process.env.PATH = '/nonexistent';
    const error = await rejection(install());
    assert.equal(error.code, 'tool-missing');
    assert.equal(error.hint, `on Debian: apt-get install ${packages}`);
    await assert.rejects(stat(cache), { code: 'ENOENT' });
  });
}

test('a step whose program is not there says the same', async (t) => {
  const { install } = await workshop(t, { steps: [['signpost-no-such-tool']] });
  assert.equal((await rejection(install())).code, 'tool-missing');
});

test('a file to copy that does not exist is a mistake in implementation.json', async (t) => {
  const { install } = await workshop(t, { copy: ['src', 'lib'] });
  const error = await rejection(install());
  assert.equal(error.code, 'implementation-invalid');
  assert.match(error.what, /copies lib/);
});

test('an interrupted build ends with all it started and leaves nothing', { timeout: 30_000 }, async (t) => {
  const grandchild =
    "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])";
  const { cache, install, implementation } = await workshop(t, {
    steps: [[NODE, '-e', `console.log('started', ${grandchild}.pid); setInterval(() => {}, 1000)`]],
  });
  const log = `${await installFolder(implementation, cache)}.log`;
  const interrupt = new AbortController();
  const installing = install(interrupt.signal);
  const pid = await until(
    async () => /started (\d+)\n/.exec(await readFile(log, 'utf8').catch(() => ''))?.[1],
  );
  interrupt.abort(new Error('interrupted'));
  await assert.rejects(installing, /interrupted/);
  assert.deepEqual(await everythingBuilt(cache), []);
  await until(() => hasEnded(pid));
});

test('what a killed build left behind is swept away after a day, and not before', async (t) => {
  const { cache, install, implementation } = await workshop(t);
  const home = dirname(await installFolder(implementation, cache));
  for (const name of ['.building-old', '.building-new']) await mkdir(join(home, name), { recursive: true });
  const before = new Date(Date.now() - 25 * 3600 * 1000);
  await utimes(join(home, '.building-old'), before, before);
  await install();
  const left = await everythingBuilt(cache);
  assert.ok(left.includes('.building-new') && !left.includes('.building-old'), left.join(' '));
});

async function until<T>(look: () => Promise<T>): Promise<NonNullable<T>> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise(setImmediate);
  }
}

/** Gone, or only waiting to be reaped by whoever is process 1 here. */
const hasEnded = (pid: string) =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    (text) => /\) Z /.test(text),
    () => true,
  );

async function rejection(promise: Promise<unknown>): Promise<AdapterError> {
  const error = await promise.then(
    () => assert.fail('it should have failed'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AdapterError, String(error));
  return error;
}
