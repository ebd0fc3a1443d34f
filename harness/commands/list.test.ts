/** What `signpost list` shows, and in which order. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { COMMON, FAMILIES } from './cli/families.ts';
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
  const told = COMMON.flatMap(({ scenarios }) => scenarios);
  assert.deepEqual([...told].sort(), [...new Set(common.map(fileOf))].sort());

  const readme = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');
  const [, section = ''] = /## What goes wrong most\n(.*?)\n## /s.exec(readme) ?? [];
  const [, , ...rows] = section.split('\n').filter((line) => line.startsWith('|'));
  const shown = COMMON.map(
    ({ what, scenarios }) => `| ${what} | ${scenarios.map((id) => `\`${id}\``).join(' ')} |`,
  );
  assert.deepEqual(rows, shown);
});

test('without a case it is the library on one screen: what users meet most, then a line a family', async () => {
  const { code, stdout, stderr } = await callSignpost(tmpdir(), ['list']);
  assert.deepEqual(
    { code, stderr: stderr.replace(/\d+/g, 'n') },
    { code: 0, stderr: 'n cases + n derived\n' },
  );
  const lines = stdout.trimEnd().split('\n');
  assert.equal(lines[1], `  ${COMMON[0]?.what}`);
  assert.equal(lines[2], `    ${COMMON[0]?.scenarios.join(' ')}`);
  assert.ok(lines.length < 50, stdout);
  const families = Object.keys(FAMILIES);
  const folders = readdirSync(path.join(import.meta.dirname, '../../scenarios'), { withFileTypes: true });
  const there = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  assert.deepEqual(families.toSorted(), there.toSorted(), 'each family has its line');
  const rows = lines.filter((line) => families.includes(line.split(' ', 1)[0] ?? ''));
  assert.deepEqual(
    rows.map((line) => line.split(' ', 1)[0]),
    families,
  );
});

test('by tag, among all or among those that are named', async () => {
  const ids = async (...words: readonly string[]) =>
    (await callSignpost(tmpdir(), ['list', '--no-twins', ...words])).stdout
      .trim()
      .split('\n')
      .map((line) => line.split(' ', 1)[0] ?? '');
  assert.deepEqual(
    await ids('--tag', 'common', '--tag', 'load', 'srv/*'),
    await ids('srv/fed', 'srv/certificate-of-target'),
  );
  assert.deepEqual(
    await ids('--tag', 'load', 'keys/*'),
    (await ids('tag:load')).filter((id) => id.startsWith('keys/')),
  );
  const { code, stderr } = await callSignpost(tmpdir(), ['list', '--tag', 'comon']);
  assert.equal(code, 64);
  assert.match(stderr, /did you mean "common"\?/);
});
