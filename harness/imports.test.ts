/** The rooms may only look down, and only through each other's doors. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';

const HARNESS = import.meta.dirname;

/**
 * Room → rooms that its production files import: no other, and each of these somewhere. Rooms stand above whoever imports
 * them. Tests may also reach into any room above their own in this list.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  model: [],
  evidence: ['base', 'model'],
  scenario: ['base', 'model'],
  oracle: ['base', 'model', 'scenario'],
  judge: ['base', 'evidence', 'model', 'scenario', 'oracle'],
  world: ['base', 'evidence', 'model'],
  sandbox: ['base', 'model', 'world'],
  adapters: ['base', 'evidence', 'model', 'scenario', 'world'],
  reference: ['base', 'evidence', 'model'],
  explain: ['base', 'model', 'scenario', 'oracle'],
  record: ['base', 'evidence', 'model', 'oracle', 'judge'],
  run: ['base', 'evidence', 'model', 'oracle', 'judge', 'world', 'sandbox', 'adapters', 'reference'],
  mutation: ['base', 'model', 'scenario', 'oracle', 'judge', 'reference', 'run'],
  report: ['base', 'evidence', 'model', 'oracle', 'judge', 'run'],
  bench: [
    'base',
    'model',
    'scenario',
    'oracle',
    'judge',
    'world',
    'adapters',
    'reference',
    'record',
    'run',
    'report',
  ],
  fuzz: ['base', 'model', 'scenario', 'oracle', 'judge', 'adapters', 'run'],
  commands: [
    'base',
    'evidence',
    'model',
    'scenario',
    'oracle',
    'judge',
    'world',
    'sandbox',
    'adapters',
    'reference',
    'explain',
    'record',
    'run',
    'mutation',
    'report',
    'bench',
    'fuzz',
  ],
  // Files of `harness/` itself.
  '.': ['sandbox', 'commands'],
};

/** Doors besides `index.ts`: for the plain JavaScript that runs before TypeScript can be loaded. */
const PLAIN_DOORS = [
  'sandbox/bundle.mjs',
  'sandbox/enter.mjs',
  'sandbox/typescript.mjs',
  'base/cache-folder.mjs',
];

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = sources(HARNESS).map((file) => relative(HARNESS, file));
const imports = files.flatMap(importsOf);

test('every room has its place in the order', () => {
  const rooms = readdirSync(HARNESS, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of rooms.filter((room) => sources(join(HARNESS, room.name)).length > 0))
    assert.ok(MAY_IMPORT[name], `harness/${name} is not in the order of rooms`);
});

test('rooms import what they may, and may what they import', () => {
  const between = imports.filter(({ from, to }) => isProduction(from) && roomOf(from) !== roomOf(to));
  const forbidden = between.filter(({ from, to }) => !MAY_IMPORT[roomOf(from)]?.includes(roomOf(to)));
  assert.deepEqual(forbidden.map(told), []);
  const unused = Object.entries(MAY_IMPORT).flatMap(([room, others]) =>
    others
      .filter((other) => !between.some(({ from, to }) => roomOf(from) === room && roomOf(to) === other))
      .map((other) => `${room} never imports ${other}`),
  );
  assert.deepEqual(unused, []);
});

test('a room stands below every room that it imports', () => {
  const order = Object.keys(MAY_IMPORT);
  const upwards = Object.entries(MAY_IMPORT).flatMap(([room, others]) =>
    others
      .filter((other) => order.indexOf(other) >= order.indexOf(room))
      .map((other) => `${room} → ${other}`),
  );
  assert.deepEqual(upwards, []);
  const tests = imports.filter(
    ({ from, to }) => !isProduction(from) && roomOf(from) !== '.' && roomOf(to) !== '.',
  );
  const beyond = tests.filter(({ from, to }) => order.indexOf(roomOf(to)) > order.indexOf(roomOf(from)));
  assert.deepEqual(beyond.map(told), []);
});

test('no file leads back to itself', () => {
  assert.deepEqual(circlesOf(imports.filter(({ from, to }) => isProduction(from) && isProduction(to))), []);
});

test('production never imports what tests are made of', () => {
  const wrong = imports.filter(({ from, to }) => isProduction(from) && !isProduction(to));
  assert.deepEqual(wrong.map(told), []);
});

/** Started as processes of their own, which answer whoever started them on stdout and stderr. */
const PROGRAMS = ['sandbox/bind-ports.mjs'];

/** Whoever computes does not print: a second format could not have what was only said. */
test('only commands and reports print', () => {
  const PRINTS = /\bconsole\.\w+\(|\bprocess\.(stdout|stderr)\.write\(|\bwriteSync\((1|2)\b|\bsay\(/;
  const MAY_PRINT = /^(commands|report|bench)\/|^(cli\.ts|test\.mjs|failures-reporter\.mjs|signpost\.mjs)$/;
  const wrong = files.filter(
    (file) =>
      isProduction(file) && !MAY_PRINT.test(file) && !PROGRAMS.includes(file) && PRINTS.test(textOf(file)),
  );
  assert.deepEqual(wrong, []);
});

/** `nothing`, `all above`, `all above but …`, or the rooms by name. */
test('the table in CONTRIBUTING.md says the same', () => {
  const rows = [
    ...readFileSync(join(HARNESS, '../CONTRIBUTING.md'), 'utf8').matchAll(/^\| `(\w+)\/` \|.*\| (.+) \|$/gm),
  ];
  const above: string[] = [];
  const table = rows.map(([, room = '', text = '']) => {
    const named: readonly string[] = text.replace(/^(nothing|all above( but)?)/, '').match(/\w+/g) ?? [];
    const others = text.startsWith('all above') ? above.filter((one) => !named.includes(one)) : named;
    assert.deepEqual(
      named.filter((one) => !above.includes(one)),
      [],
      `${room}: ${text}`,
    );
    above.push(room);
    return [room, others.toSorted()];
  });
  const rooms = Object.entries(MAY_IMPORT).filter(([room]) => room !== '.');
  assert.deepEqual(
    table,
    rooms.map(([room, others]) => [room, others.toSorted()]),
  );
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
  assert.ok(imports.some(({ from, to }) => from === 'world/guard.ts' && to === 'base/index.ts'));
  assert.ok(imports.some(({ from, to }) => from === 'signpost.mjs' && to === 'cli.ts'));
});

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.(ts|mjs)$/.test(entry.name) ? [path] : [];
  });
}

function textOf(file: string): string {
  return readFileSync(join(HARNESS, file), 'utf8');
}

/** Not a test, nor made for tests: what is in a folder `testing`, and the zoo of wrong implementations. */
function isProduction(file: string): boolean {
  return !/\.test\.ts$|(^|\/)(testing|zoo)\//.test(file);
}

/** Static, dynamic and JSDoc imports of files. */
function importsOf(file: string): Import[] {
  const specifiers = textOf(file).matchAll(/\b(?:from|import|import\()\s*'(\.[^']*)'/g);
  return [...specifiers].map(([, specifier = '']) => ({ from: file, to: join(dirname(file), specifier) }));
}

/** Files that import each other, straight or by way of others (Tarjan's strongly connected components). */
function circlesOf(edges: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of edges) next.set(from, [...(next.get(from) ?? []), to]);
  const [index, low] = [new Map<string, number>(), new Map<string, number>()];
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file) ?? 0);
    stack.push(file);
    for (const other of next.get(file) ?? []) {
      if (!index.has(other)) visit(other);
      if (stack.includes(other)) low.set(file, Math.min(low.get(file) ?? 0, low.get(other) ?? 0));
    }
    if (low.get(file) !== index.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const file of next.keys()) if (!index.has(file)) visit(file);
  return circles;
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
  const unguarded = tests.filter((file) => !GUARDED.test(textOf(file)));
  assert.ok(tests.length > 0);
  assert.deepEqual(unguarded, []);
});
