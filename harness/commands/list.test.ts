/** What `signpost list` shows, and in which order. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { callSignpost } from './testing/call-signpost.ts';

interface Listed {
  readonly id: string;
  readonly tags: readonly string[];
}

const fileOf = ({ id }: Listed) => id.split('#', 1)[0] ?? id;

test('what users meet most comes first, and the README tells of just that', async () => {
  const { code, stdout } = await callSignpost(tmpdir(), ['list', '--json', '--no-twins']);
  assert.equal(code, 0);
  const listed = JSON.parse(stdout) as Listed[];
  const isCommon = ({ tags }: Listed) => tags.includes('common');
  const common = listed.filter(isCommon);
  assert.ok(common.length > 0);
  assert.deepEqual(listed.slice(0, common.length), common);
  const others = listed.slice(common.length).map(({ id }) => id);
  assert.deepEqual(others, [...others].sort());

  const readme = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, section = ''] = /## What goes wrong most\n(.*?)\n## /s.exec(readme) ?? [];
  const table = section.split('\n').filter((line) => line.startsWith('|'));
  const told = table.flatMap((row) => [...row.matchAll(/`([a-z0-9-]+\/[a-z0-9-]+)`/g)].map(([, id]) => id));
  assert.equal(table.length, 2 + 5);
  assert.deepEqual([...told].sort(), [...new Set(common.map(fileOf))].sort());
});
