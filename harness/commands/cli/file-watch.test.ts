import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { FileWatch } from './file-watch.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'signpost-file-watch-'));
after(() => rmSync(folder, { recursive: true }));
const at = (...names: readonly string[]) => path.join(folder, ...names);
const put = (file: string, text = String(Math.random())) => writeFileSync(file, text);

mkdirSync(at('src', 'deep', 'node_modules'), { recursive: true });
mkdirSync(at('src', '.git'));
mkdirSync(at('src', 'reports'));
mkdirSync(at('elsewhere'));
for (const file of ['src/a.py', 'src/deep/b.py', 'one.py', 'other.py', 'elsewhere/real.py']) put(at(file));
symlinkSync(at('elsewhere/real.py'), at('link.py'));
mkdirSync(at('build', 'deep', 'bin'), { recursive: true });
put(at('build/deep/bin/program'));

/** What is told after each of these, as seen from the folder. */
const ROWS: readonly (readonly [what: string, change: () => void, told: readonly string[]])[] = [
  ['a file is written', () => put(at('src/a.py')), ['src/a.py']],
  ['a file deep inside is written', () => put(at('src/deep/b.py')), ['src/deep/b.py']],
  [
    'a file is replaced by another',
    () => {
      put(at('src/.a.py.new'));
      renameSync(at('src/.a.py.new'), at('src/a.py'));
    },
    ['src/a.py'],
  ],
  ['a file that was replaced is written', () => put(at('src/a.py')), ['src/a.py']],
  ['a file is removed', () => rmSync(at('src/a.py')), ['src/a.py']],
  [
    'several files come at once, in a new folder, too',
    () => {
      put(at('src/a.py'));
      mkdirSync(at('src/new'));
      put(at('src/new/c.py'));
    },
    ['src/a.py', 'src/new', 'src/new/c.py'],
  ],
  ['a file in a folder that is new is written', () => put(at('src/new/c.py')), ['src/new/c.py']],
  [
    'a folder goes, and comes back with other files',
    () => {
      rmSync(at('src/deep'), { recursive: true });
      mkdirSync(at('src/deep'));
      put(at('src/deep/d.py'));
    },
    ['src/deep/b.py', 'src/deep/d.py'],
  ],
  ['a file that was named is written', () => put(at('one.py')), ['one.py']],
  ['a file that a link leads to is written', () => put(at('elsewhere/real.py')), ['elsewhere/real.py']],
  [
    'the folders above a file that was named go',
    () => rmSync(at('build'), { recursive: true }),
    ['build/deep/bin/program'],
  ],
  [
    'and come back',
    () => {
      mkdirSync(at('build/deep/bin'), { recursive: true });
      put(at('build/deep/bin/program'));
    },
    ['build/deep/bin/program'],
  ],
  ['it is written in them', () => put(at('build/deep/bin/program')), ['build/deep/bin/program']],
  [
    'a link leads to another file',
    () => {
      put(at('elsewhere/next.py'));
      symlinkSync(at('elsewhere/next.py'), at('link.new'));
      renameSync(at('link.new'), at('link.py'));
    },
    ['elsewhere/next.py', 'elsewhere/real.py', 'link.py'],
  ],
  ['the other file is written', () => put(at('elsewhere/next.py')), ['elsewhere/next.py']],
];

/** Nobody means these: each is made before every row, and told of with none. */
function disturb(): void {
  put(at('src/.git/index'));
  put(at('src/reports/latest.jsonl'));
  put(at('src/.a.py.swp'));
  put(at('src/a.py~'));
  put(at('other.py'));
  put(at('src/4913'));
  rmSync(at('src/4913'));
}

test('what has changed is told once, and what nobody means is not', async () => {
  let told = (_: readonly string[]): void => {};
  using _watch = new FileWatch(
    [at('src'), at('one.py'), at('link.py'), at('build/deep/bin/program')],
    [at('src/reports')],
    (files) => told(files),
  );
  for (const [what, change, expected] of ROWS) {
    const next = new Promise<readonly string[]>((resolve) => {
      told = resolve;
    });
    disturb();
    change();
    assert.deepEqual(
      (await next).map((file) => path.relative(folder, file)),
      expected,
      what,
    );
  }
});

test('what is not there cannot be watched', () => {
  assert.throws(() => new FileWatch([at('nowhere')], [], () => {}), {
    name: 'UsageError',
    message: `there is no ${at('nowhere')} to watch`,
  });
});
