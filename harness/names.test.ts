/** One name, one meaning: no exported type name stands in two rooms, or twice in one. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { test } from 'node:test';

/** Names that are right in several places, each with the reason. */
const SHARED: Readonly<Record<string, string>> = {};

const HARNESS = import.meta.dirname;
const DECLARED = /^(export )?(?:declare |abstract )*(?:interface|type|class|enum) (\w+)/gm;
/** Not what another file declares: `export { … } from`. */
const LISTED = /^export (?:type )?\{([^}]*)\}(?! from)/gm;

test('no exported type name stands in two places', () => {
  const places = new Map<string, string[]>();
  const files = readdirSync(HARNESS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  for (const file of files.filter((one) => !one.split(sep).includes('zoo'))) {
    for (const name of exportedTypes(readFileSync(join(HARNESS, file), 'utf8')))
      places.set(name, [...(places.get(name) ?? []), file]);
  }
  assert.ok(places.size > 300);
  const shared = [...places]
    .filter(([, of]) => of.length > 1)
    .map(([name, of]) => `${name}: ${of.join(', ')}`);
  const listed = Object.keys(SHARED);
  assert.deepEqual(
    shared.filter((text) => !listed.some((name) => text.startsWith(`${name}:`))),
    [],
  );
  assert.deepEqual(
    listed.filter((name) => (places.get(name)?.length ?? 0) < 2),
    [],
    'no reason is needed for what stands in one place',
  );
});

test('exported types are found, declared so or listed', () => {
  const rows: readonly [text: string, ...names: readonly string[]][] = [
    ['export interface A {}\nexport type B = A;\nexport abstract class C {}\ntype D = A;', 'A', 'B', 'C'],
    ['interface X {}\nexport { type X };', 'X'],
    ['interface X {}\nclass Y {}\nconst z = 1;\nexport { type X as V, Y, z };', 'V', 'Y'],
    ['interface X {}\nexport type {\n  X as V,\n};', 'V'],
    ["import { type X } from './x.ts';\nexport { type X };"],
    ["export { type X } from './x.ts';\nexport type { Y } from './y.ts';"],
  ];
  for (const [text, ...names] of rows) assert.deepEqual(exportedTypes(text), names, text);
});

/** Names under which a file exports types that it declares. */
function exportedTypes(text: string): readonly string[] {
  const declared = [...text.matchAll(DECLARED)].map(([, exported, name = '']) => ({ name, exported }));
  const listed = [...text.matchAll(LISTED)].flatMap(([, names = '']) => names.split(',')).map(listedName);
  return [
    ...declared.filter(({ exported }) => exported).map(({ name }) => name),
    ...listed.filter(({ local }) => declared.some(({ name }) => name === local)).map(({ as }) => as),
  ];
}

function listedName(entry: string): { readonly local: string; readonly as: string } {
  const [local = '', as = local] = entry
    .trim()
    .replace(/^type /, '')
    .split(' as ');
  return { local, as };
}
