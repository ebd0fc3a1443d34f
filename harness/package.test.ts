/** What is published under which name, and what its users find in it. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { outOfLine, pages } from '../.ci/name.mjs';
import { builtFiles } from './built-files.mjs';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: object;
  readonly private?: boolean;
  readonly publishConfig: object;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly files: readonly string[];
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const { files } = await builtFiles();

test('the name stands in package.json, and all that says it says the same', () => {
  assert.deepEqual(outOfLine(), [], '.ci/name.mjs --write');
  const told = pages().flatMap((page) => [...read(page).matchAll(/npm i(?:nstall)? -D (@[\w./-]+)/g)]);
  assert.ok(told.length > 0);
  for (const [, name] of told) assert.equal(name, manifest.name);
});

test('it may be published, and brings no other package', () => {
  const { publishConfig, dependencies, private: isPrivate } = manifest;
  assert.deepEqual([publishConfig, dependencies, isPrivate], [{ access: 'public' }, undefined, undefined]);
});

test('what users import and call is there, or is built', () => {
  const named = Object.values(manifest.exports).flatMap((way) =>
    typeof way === 'string' ? [way] : Object.values(way),
  );
  for (const way of [...named, ...Object.values(manifest.bin)]) {
    const file = way.replace(/^\.\//, '');
    assert.ok(files.has(file) || existsSync(join(ROOT, file)), way);
    assert.ok(
      ['package.json', ...manifest.files].some((one) => file.startsWith(one.replace(/\*.*/, ''))),
      way,
    );
  }
});

test('the build names no place of this machine, and reads nothing of another package', () => {
  for (const [name, content] of files) {
    if (!name.endsWith('.js')) continue;
    const text = typeof content === 'string' ? content : Buffer.from(content).toString();
    assert.ok(!text.includes(ROOT), name);
    const imported = [...text.matchAll(/^import (?:[^'"]*? from )?["']([^.'"][^'"]*)["'];$/gm)];
    const foreign = imported.flatMap(([, from = '']) => (from.startsWith('node:') ? [] : [from]));
    assert.deepEqual(
      foreign.filter((from) => !NODE.has(from)),
      [],
      name,
    );
  }
});

const NODE = new Set(process.getBuiltinModule('node:module').builtinModules);

test('the change log has the version, and its newest is the one', () => {
  const [, newest] = /^## (\S+)/m.exec(read('CHANGELOG.md')) ?? [];
  assert.equal(newest, manifest.version);
});
