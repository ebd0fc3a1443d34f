/** The rooms may only look down, and only through each other's doors. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { test } from 'node:test';
import { codeOf } from './testing/code-of.ts';

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
  adapters: ['base', 'evidence', 'model', 'scenario', 'world', 'sandbox'],
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
  '.': ['base', 'sandbox', 'commands'],
};

/** Doors besides `index.ts`: for the plain JavaScript that runs before TypeScript can be loaded. */
const PLAIN_DOORS = [
  'sandbox/bundle.mjs',
  'sandbox/enter.mjs',
  'sandbox/javascript.mjs',
  'sandbox/other-system.mjs',
  'sandbox/pass.mjs',
  'sandbox/ticket.mjs',
  'sandbox/typescript.mjs',
  'base/built.mjs',
  'base/cache-folder.mjs',
  'base/called-as.mjs',
  'base/limit-of-files.mjs',
  'base/kept-file.mjs',
  'base/usable-cache.mjs',
  'base/working-folder.mjs',
  'world/pki/kept-secrets.mjs',
];

interface Import {
  readonly from: string;
  readonly to: string;
  /** By its URL: it may be loaded by itself, in a thread or process of its own. */
  readonly isUrl: boolean;
}

const SPECIFIER =
  /\b(?:from|import|import\(|import\.meta\.resolve\()\s*"(\d+)"|\bnew URL\(\s*"(\d+)",\s*import\.meta\.url/g;

const files = sources(HARNESS).map((file) => relative(HARNESS, file));
const imports = files.flatMap((file) => importsOf(file, textOf(file)));

test('every room has its place in the order', () => {
  const rooms = readdirSync(HARNESS, { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && entry.name !== 'testing',
  );
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
  const loaded = imports.filter(({ from, to, isUrl }) => isProduction(from) && isProduction(to) && !isUrl);
  assert.deepEqual(circlesOf(loaded), []);
});

test('production never imports what tests are made of', () => {
  const wrong = imports.filter(({ from, to }) => isProduction(from) && !isProduction(to));
  assert.deepEqual(wrong.map(told), []);
});

/** Whoever prints besides commands and reports, each with the reason. */
const MAY_PRINT: Readonly<Record<string, string>> = {
  'build.mjs': 'says why it cannot build',
  'cli.ts': 'tells the errors of commands',
  'signpost.mjs': 'tells faults of ours that nobody has thought of',
  'start.mjs': 'says why the command cannot start',
  'test.mjs': 'is npm test',
  'sandbox/bind-ports.mjs': 'is a process of its own, which answers whoever started it',
  'bench/clients/ask.mjs': 'is a process of its own, which answers whoever started it',
  'bench/clients/connect.mjs': 'is a process of its own, which answers whoever started it',
  'bench/clients/flood.mjs': 'is a process of its own, which answers whoever started it',
};

/** Whoever computes does not print: a second format could not have what was only said. */
test('only commands and reports print', () => {
  const printing = files.filter((file) => isProduction(file) && prints(textOf(file)));
  const isListed = (file: string) => Object.hasOwn(MAY_PRINT, file);
  assert.deepEqual(
    printing.filter((file) => !/^(commands|report)\//.test(file) && !isListed(file)),
    [],
  );
  assert.deepEqual(
    Object.keys(MAY_PRINT).filter((file) => !printing.includes(file)),
    [],
    'needs no reason',
  );
});

test('whatever prints is found', () => {
  const PRINTING = [
    "import { stdout } from 'node:process';",
    "import { Console } from 'node:console';",
    'process.stdout.end(text);',
    'const out = process.stdout;',
    "process['stderr'].write(text);",
    'const { stdout } = process;',
    "console['log'](text);",
    'const { log } = console;',
    'writeFileSync(1, text);',
    'fs.writeSync(2, text);',
    "createWriteStream('', { fd: 1 });",
    "writeFileSync('/dev/stderr', text);",
    "import { lookFor, say } from '../report/index.ts';",
    `const text = \`\${\`//\`} \${process.stdout.columns}\`;`,
  ];
  assert.deepEqual(
    PRINTING.filter((text) => !prints(text)),
    [],
  );
  const SILENT = [
    '// console.log(text)',
    "const text = 'process.stdout';",
    'child.stdout.on(text);',
    'this.#process.stdout.on(text);',
    'lab.say(text);',
    'message.writeUInt8(1);',
    'writeSync(descriptor, 1);',
    'process.env.HOME;',
  ];
  assert.deepEqual(SILENT.filter(prints), []);
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

test('imports are found in code of every form, and only there', () => {
  const found = (text: string) => importsOf('a/b.ts', text).map(({ to }) => to);
  const FORMS = [
    "import { c } from './c.ts';",
    'import type { c } from "./c.ts";',
    "export * from './c.ts';",
    "import './c.ts';",
    'await import(`./c.ts`);',
    "await import(\n  './c.ts',\n);",
    "new Worker(new URL('./c.ts', import.meta.url));",
    "import.meta.resolve('./c.ts');",
    "type C = import('./c.ts').C;",
  ];
  for (const text of FORMS) assert.deepEqual(found(text), ['a/c.ts'], text);
  assert.deepEqual(found("// import './c.ts';\n/** {@link import('./c.ts')} */"), []);
  assert.deepEqual(found('const text = "import \'./c.ts\'";'), []);
  assert.deepEqual(found("const slashes = /[/*]/;\nimport './c.ts';"), ['a/c.ts']);
  assert.deepEqual(found(`const text = \`\${\`/*\`}\`;\nimport './c.ts';`), ['a/c.ts']);
  assert.deepEqual(found("import { c } from 'c';"), []);
});

test('circles are found, of one file too', () => {
  const edges = (...pairs: readonly (readonly [string, string])[]) =>
    pairs.map(([from, to]) => ({ from, to, isUrl: false }));
  assert.deepEqual(circlesOf(edges(['a', 'a'])), [['a']]);
  assert.deepEqual(circlesOf(edges(['a', 'b'], ['b', 'c'], ['c', 'a'])), [['a', 'b', 'c']]);
  assert.deepEqual(circlesOf(edges(['a', 'b'], ['a', 'c'], ['b', 'c'])), []);
});

test('imports are really found', () => {
  assert.ok(imports.some(({ from, to }) => from === 'world/guard.ts' && to === 'base/index.ts'));
  assert.ok(imports.some(({ from, to }) => from === 'start.mjs' && to === 'cli.ts'));
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

/** Files that code imports, statically or not, or that it starts by their URL. */
function importsOf(file: string, text: string): Import[] {
  const { code, strings } = codeOf(text);
  return [...code.matchAll(SPECIFIER)]
    .map(([, module, url]) => [strings[Number(module ?? url)] ?? '', url !== undefined] as const)
    .filter(([specifier]) => /^\..*\.(ts|mjs)$/.test(specifier))
    .map(([specifier, isUrl]) => ({ from: file, to: join(dirname(file), specifier), isUrl }));
}

const PRINTS = [
  /(?<![.#\w])process\??\.(stdout|stderr)\b/,
  /(?<![.#\w])process(\?\.)?\[/,
  /\b(stdout|stderr)\b[^}]*\} = process\b/,
  /(?<![.#\w])console\b|\bglobalThis\b/,
  // A file descriptor.
  /\b(write|append)(v|File)?(Sync)?\((1|2)\b/,
  /\bfd: (1|2)\b/,
  /\{[^{}]*\bsay\b[^{}]*\} from\b/,
];
const PRINTING_STRING =
  /^((node:)?(process|console)|\/dev\/(stdout|stderr|fd\/[12])|\/proc\/self\/fd\/[12])$/;

/** Whether code mentions what prints, whatever it does with it. */
function prints(text: string): boolean {
  const { code, strings } = codeOf(text);
  const imported = [...code.matchAll(/\bfrom\s*"(\d+)"/g)].map(([, at]) => strings[Number(at)] ?? '');
  const paths = strings.filter((string) => string.startsWith('/'));
  return (
    PRINTS.some((pattern) => pattern.test(code)) ||
    [...imported, ...paths].some((string) => PRINTING_STRING.test(string))
  );
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
    if (circle.length > 1 || next.get(file)?.includes(file)) circles.push(circle.sort());
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
