import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { commitOf } from './commit.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'signpost-commit-'));
after(() => rmSync(folder, { recursive: true }));

const checkout = path.join(folder, 'checkout');
const git = (at: string, ...words: readonly string[]): string =>
  execFileSync('git', ['-C', at, '-c', 'user.name=a', '-c', 'user.email=a@b', ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trimEnd();
git(folder, 'init', '-q', checkout);
git(checkout, 'commit', '-q', '--allow-empty', '-m', 'one');
const [commit] = git(checkout, 'rev-parse', 'HEAD').split('\n');

const ROWS: readonly (readonly [what: string, make: () => string])[] = [
  ['on a branch', () => checkout],
  [
    'in a second checkout of the same repository',
    () => {
      git(checkout, 'worktree', 'add', '-q', '-b', 'other', path.join(folder, 'second'));
      return path.join(folder, 'second');
    },
  ],
  [
    'whose branches are packed',
    () => {
      git(checkout, 'pack-refs', '--all');
      return checkout;
    },
  ],
  [
    'on no branch',
    () => {
      git(checkout, 'checkout', '-q', '--detach');
      return checkout;
    },
  ],
];

for (const [what, make] of ROWS)
  test(`the commit of a checkout ${what} is known`, () => {
    assert.equal(commitOf(make()), commit);
  });

test('a folder that is no checkout, or only inside of one, has none', () => {
  assert.equal(commitOf(folder), undefined);
  assert.equal(commitOf(path.join(import.meta.dirname, '..')), undefined);
});
