import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scenario, scratchLibrary } from '../testing/scratch-library.ts';
import { lintRenamed, newIdOf, readRenamed } from './renamed.ts';

const FILES = {
  'srv/new.json': scenario(),
  'srv/table.json': scenario({ vary: [{ id: 'a' }, { id: 'b', level: 'record' }] }),
};

function complaintsOf(table: unknown): string[] {
  using library = scratchLibrary({ ...FILES, 'renamed.json': table });
  const file = readRenamed(library.root);
  const ids = library.load().cases.map(({ id }) => id);
  return [...file.problems, ...lintRenamed(file, ids)].map(({ position, what, hint }) => {
    assert.match(position?.file ?? '', /scenarios\/renamed\.json$/);
    return `${position?.line}:${position?.column}: ${what}; ${hint}`;
  });
}

test('an old name is free, and a new one is there, a file or a variant', () => {
  assert.deepEqual(
    complaintsOf({ 'srv/old': 'srv/new', 'srv/table#c': 'srv/table#a', 'srv/x': 'srv/table' }),
    [],
  );
});

const ROWS: readonly [what: string, table: unknown, ...complaints: string[]][] = [
  [
    'an old name that is in use',
    { 'srv/table': 'srv/new' },
    '2:3: the case srv/table exists, so it has not been renamed; remove the line, or rename the case',
  ],
  [
    'a new name that nobody has',
    { 'srv/old': 'srv/nwe' },
    '2:14: there is no case srv/nwe; did you mean "srv/new"?',
  ],
  [
    'a chain',
    { 'srv/old': 'srv/older', 'srv/older': 'srv/new' },
    '2:14: srv/older has been renamed in its turn; write "srv/new"',
  ],
  ['a list', [], '1:1: old ids and new ids are strings; write { "family/old-name": "family/new-name" }'],
  [
    'a number',
    { 'srv/old': 1 },
    '1:1: old ids and new ids are strings; write { "family/old-name": "family/new-name" }',
  ],
  ['no JSON', '{', '1:2: a closing } is expected here; undefined'],
];

for (const [what, table, ...complaints] of ROWS)
  test(what, () => assert.deepEqual(complaintsOf(table), complaints));

test('without the file nothing was renamed', () => {
  using library = scratchLibrary(FILES);
  assert.deepEqual(readRenamed(library.root).renamed, new Map());
});

test('variants and twins are renamed with their file', () => {
  const renamed = new Map([
    ['srv/old', 'srv/new'],
    ['srv/table#c', 'x/other#d'],
  ]);
  for (const [id, now] of [
    ['srv/old', 'srv/new'],
    ['srv/old#v', 'srv/new#v'],
    ['srv/old#v~cert-of-other', 'srv/new#v~cert-of-other'],
    ['srv/old~*', 'srv/new~*'],
    ['srv/table#c~cert-of-other', 'x/other#d~cert-of-other'],
    ['srv/older', undefined],
    ['srv/table', undefined],
    ['srv/table#cc', undefined],
  ] as const)
    assert.equal(newIdOf(renamed, id), now, id);
});
