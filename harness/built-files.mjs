/** The files of `dist/`, made in memory: plain JavaScript, and the licences of all that other packages put into it. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { BUILD_FOLDER, BUILD_ID, builtName } from './base/built.mjs';
import { typesOf } from './built-types.mjs';
import { HARNESS, javascript, threadsOf } from './sandbox/javascript.mjs';

const ROOT = join(HARNESS, '..');

/** What plain JavaScript asks for by `importSource`; threads are found in the sources. */
const ENTRIES = [
  'cli.ts',
  'base/index.ts',
  'commands/cli/complaint.ts',
  'sandbox/need.ts',
  'sandbox/needs.ts',
  'world/index.ts',
];

/** What the sources read besides one another. */
const READ = ['package.json', 'scenarios', 'fixtures'];

/**
 * By path below the root, and the names of the packages that are in them.
 * @returns {Promise<{ files: ReadonlyMap<string, string | Uint8Array>, packages: readonly string[] }>}
 */
export async function builtFiles() {
  const { build } = await import('esbuild');
  const sources = filesBelow(HARNESS).filter((file) => /(?<!\.test)\.ts$/.test(file));
  const entries = [...ENTRIES.map((entry) => join(HARNESS, entry)), ...sources.flatMap(threadsOf)];
  const { outputFiles, metafile } = await build({
    ...javascript(PLACES),
    entryPoints: entries.map((entry) => ({ in: entry, out: builtName(relative(HARNESS, entry)) })),
    outdir: join(ROOT, BUILD_FOLDER),
    absWorkingDir: ROOT,
    metafile: true,
  });
  const folders = packageFolders(Object.keys(metafile.inputs));
  /** @type {Map<string, string | Uint8Array>} */
  const files = new Map(outputFiles.map(({ path, contents }) => [relative(ROOT, path), contents]));
  files.set(
    'dist/record.d.ts',
    typesOf(JSON.parse(readFileSync(join(ROOT, 'reports/record.schema.json'), 'utf8'))),
  );
  files.set('dist/third-party-licences.txt', folders.map(noticeOf).join('\n'));
  files.set(join(BUILD_FOLDER, BUILD_ID), idOf(files));
  return { files, packages: [...new Set(folders.map(nameOf))].sort() };
}

/** @param {string} file */
const wayTo = (file) => JSON.stringify(relative(join(ROOT, BUILD_FOLDER), file));

/** The package may lie anywhere: each place is told from where the JavaScript itself lies. */
const PLACES = {
  /** @param {string} source */
  urlOf: (source) => `new URL(${wayTo(source)}, import.meta.url).href`,
  /** @param {string} source */
  pathOf: (source) =>
    `process.getBuiltinModule('node:url').fileURLToPath(new URL(${wayTo(source)}, import.meta.url))`,
  /** @param {string} source */
  threadOf: (source) => `'./${builtName(relative(HARNESS, source))}.js', import.meta.url`,
};

/** @param {ReadonlyMap<string, string | Uint8Array>} files */
function idOf(files) {
  const hash = createHash('sha256');
  for (const content of files.values()) hash.update(content);
  for (const file of READ.flatMap((name) => filesBelow(join(ROOT, name))))
    hash.update(relative(ROOT, file)).update(readFileSync(file));
  return hash.digest('hex');
}

/**
 * @param {readonly string[]} inputs  paths below the root, as esbuild tells them
 * @returns {string[]}
 */
function packageFolders(inputs) {
  const folders = inputs.map((path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  return [...new Set(folders)].filter((folder) => folder !== undefined).sort();
}

/** @param {string} folder */
const nameOf = (folder) => folder.split('node_modules/').at(-1) ?? folder;

/**
 * Its name, version and licence, with the text: most licences ask for no more than that this goes along.
 * @param {string} folder
 */
function noticeOf(folder) {
  const place = join(ROOT, folder);
  const { version, license } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8'));
  const names = readdirSync(place).filter((name) => /^(licen[cs]e|notice|copying)/i.test(name));
  const texts = names.map((name) => readFileSync(join(place, name), 'utf8').trim());
  return [`# ${nameOf(folder)} ${version} (${license})`, ...texts, ''].join('\n\n');
}

/**
 * @param {string} place
 * @returns {string[]}
 */
function filesBelow(place) {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.split(sep).includes('node_modules'))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !basename(file).startsWith('.'))
    .sort();
}
