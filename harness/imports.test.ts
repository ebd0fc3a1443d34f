/** The rooms may only look down, and only through each other's doors. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';

const HARNESS = import.meta.dirname;

const BELOW_WORLD = ['scenario', 'evidence', 'spec'];
const BELOW_ADAPTERS = [...BELOW_WORLD, 'judge', 'world'];
const BELOW_RUN = [...BELOW_ADAPTERS, 'sandbox', 'adapters', 'reference'];

/** Room → rooms it may import. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  scenario: [],
  evidence: [],
  spec: ['scenario', 'evidence'],
  explain: BELOW_WORLD,
  judge: BELOW_WORLD,
  world: BELOW_WORLD,
  sandbox: BELOW_ADAPTERS,
  adapters: BELOW_ADAPTERS,
  reference: BELOW_ADAPTERS,
  run: BELOW_RUN,
  report: [...BELOW_RUN, 'run'],
  bench: [...BELOW_RUN, 'run', 'report'],
  fuzz: [...BELOW_RUN, 'run', 'report'],
  commands: [...BELOW_RUN, 'run', 'report', 'bench', 'fuzz', 'explain'],
  // Files of `harness/` itself.
  '.': [...BELOW_RUN, 'run', 'report', 'bench', 'fuzz', 'commands'],
};

/** Doors besides `index.ts`: for the plain JavaScript that runs before TypeScript can be loaded. */
const PLAIN_DOORS = [
  'sandbox/bundle.mjs',
  'sandbox/enter.mjs',
  'sandbox/typescript.mjs',
  'world/cache-folder.mjs',
];

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports = sources(HARNESS).flatMap(importsOf);

test('every room has its place in the order', () => {
  const rooms = readdirSync(HARNESS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of rooms.filter((room) => sources(join(HARNESS, room.name)).length > 0))
    assert.ok(MAY_IMPORT[name], `harness/${name} is not in the order of rooms`);
});

test('rooms import only rooms below them', () => {
  const upwards = imports.filter(({ from, to }) => {
    const [importer, imported] = [roomOf(from), roomOf(to)];
    return importer !== imported && !MAY_IMPORT[importer]?.includes(imported);
  });
  assert.deepEqual(upwards.map(told), []);
});

test('a folder with a door is entered through it', () => {
  const pastTheDoor = imports.filter(({ from, to }) => {
    const closed = foldersEntered(from, to).filter((folder) => existsSync(join(HARNESS, folder, 'index.ts')));
    const [outermost] = closed;
    if (outermost === undefined || PLAIN_DOORS.includes(to)) return false;
    return to !== join(outermost, 'index.ts');
  });
  assert.deepEqual(pastTheDoor.map(told), []);
});

test('every door says what lives behind it', () => {
  for (const room of Object.keys(MAY_IMPORT)) {
    const door = join(HARNESS, room, 'index.ts');
    if (existsSync(door)) assert.match(readFileSync(door, 'utf8'), /^\/\*\*[\s\S]+?\*\//, door);
  }
});

test('imports are really found', () => {
  assert.ok(imports.some(({ from, to }) => from === 'world/guard.ts' && to === 'scenario/index.ts'));
  assert.ok(imports.some(({ from, to }) => from === 'signpost.mjs' && to === 'cli.ts'));
});

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

/** Static, dynamic and JSDoc imports of files. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const specifiers = text.matchAll(/\b(?:from|import|import\()\s*'(\.[^']*)'/g);
  return [...specifiers].map(([, specifier = '']) => ({
    from: relative(HARNESS, file),
    to: relative(HARNESS, join(dirname(file), specifier)),
  }));
}

function roomOf(file: string): string {
  return file.includes(sep) ? (file.split(sep)[0] ?? '.') : '.';
}

/** Folders around `to` that are not around `from`, outermost first. */
function foldersEntered(from: string, to: string): string[] {
  const parts = dirname(to)
    .split(sep)
    .filter((part) => part !== '.');
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join(sep));
  return folders.filter((folder) => !from.startsWith(folder + sep));
}

function told({ from, to }: Import): string {
  return `${from} imports ${to}`;
}

/** What refuses to go on outside of a sandbox, and what opens a world before it does anything else. */
const GUARDED = /\b(requireOwnNamespace|openWorld|runSubject|tryOut)\b/;

test('every test of the world refuses to run outside of the sandbox', () => {
  const tests = readdirSync(HARNESS, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.world.test.ts'),
  );
  const unguarded = tests.filter((file) => !GUARDED.test(readFileSync(join(HARNESS, file), 'utf8')));
  assert.ok(tests.length > 0);
  assert.deepEqual(unguarded, []);
});
