/**
 * The harness as JavaScript that needs no loader, made by esbuild at the first start after a change.
 *
 * Through tsx, every start reads and rewrites 300 files, the more so in each thread, and keeps a second thread for each
 * thread's loader: 0.7 s and 60 MB. Tests go on without this; so does a checkout whose packages cannot be written to.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { keep, readKept, readWhole, writeToDisk } from '../base/kept-file.mjs';

const HARNESS = join(import.meta.dirname, '..');
/** Where tools keep what they can make again; what is bundled finds the packages from here. */
const KEPT = join(HARNESS, '../node_modules/.cache/signpost');
const DAY = 86_400_000;

/** A module that runs as a thread of its own, as bundlers know it. */
const THREAD = /new URL\('(\.[^']*\.ts)', import\.meta\.url\)/g;

/**
 * The folder with `cli.js`; undefined where it cannot be made: then TypeScript is to be loaded.
 * @param {string} [kept]
 * @returns {Promise<string | undefined>}
 */
export async function bundle(kept = KEPT) {
  try {
    const sources = sourceFiles(HARNESS);
    const key = keyOf(sources);
    const folder = join(kept, key);
    if (!isWhole(folder, key)) await make(sources, folder, key);
    const now = new Date();
    utimesSync(folder, now, now);
    return folder;
  } catch {
    // Read-only, or a mistake in a source, which tsx will tell in its place.
    return undefined;
  }
}

/**
 * One module of a bundle; undefined where it does not load, which also removes the bundle: the next start makes it anew.
 * @param {string} folder
 * @param {string} name
 */
export async function importBundled(folder, name) {
  try {
    return await import(pathToFileURL(join(folder, `${name}.js`)).href);
  } catch (error) {
    // That says nothing of the bundle, and TypeScript would take more of them.
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EMFILE') throw error;
    remove(folder);
    return undefined;
  }
}

/** In the folder, and sealed: the digests of all that was made. */
const DIGESTS = 'digests';

/**
 * Whether everything is there as it was made. Reading and hashing 3.6 MB takes 4 ms.
 * @param {string} folder
 * @param {string} key
 */
function isWhole(folder, key) {
  const body = readKept(join(folder, DIGESTS), key);
  if (body === undefined) return false;
  /** @type {Record<string, string>} */
  const digests = JSON.parse(body.toString());
  return Object.entries(digests).every(([name, digest]) => {
    const content = readWhole(join(folder, name));
    return content !== undefined && digestOf(content) === digest;
  });
}

/** @param {Uint8Array} content */
function digestOf(content) {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * @param {readonly Source[]} sources
 * @param {string} folder
 * @param {string} key
 */
async function make(sources, folder, key) {
  const { build } = await import('esbuild');
  const draft = `${folder}.${randomUUID()}`;
  const threads = sources.flatMap(({ path }) => threadsOf(path));
  const { outputFiles } = await build({
    entryPoints: [join(HARNESS, 'cli.ts'), ...threads],
    outbase: HARNESS,
    outdir: draft,
    write: false,
    bundle: true,
    splitting: true,
    platform: 'node',
    // jsonc-parser's "main" asks for its parts in a way that no bundler sees.
    mainFields: ['module', 'main'],
    format: 'esm',
    target: 'node20',
    // What starts a Node of its own, or is none of ours to copy.
    external: ['tsx', 'tsx/*', 'esbuild', 'playwright*', '@playwright/*'],
    // Packages that are CommonJS ask for Node's modules this way.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`,
    },
    logLevel: 'silent',
    plugins: [{ name: 'places', setup: (plugin) => keepPlaces(plugin, folder) }],
  });
  try {
    for (const { path, contents } of outputFiles) {
      mkdirSync(dirname(path), { recursive: true });
      writeToDisk(path, contents);
    }
    const digests = outputFiles.map(({ path, contents }) => [relative(draft, path), digestOf(contents)]);
    keep(join(draft, DIGESTS), key, JSON.stringify(Object.fromEntries(digests)));
    putInPlace(draft, folder, key);
    forgetOld(dirname(folder));
  } catch (error) {
    remove(draft);
    // Another command may have made it meanwhile.
    if (!isWhole(folder, key)) throw error;
  }
}

/**
 * Another command may have made it meanwhile, and its threads still load parts of it: then it stays. What is damaged goes aside
 * in one step, as others may be running from that, too, and whole parts come back under the same names at once.
 * @param {string} draft
 * @param {string} folder
 * @param {string} key
 */
function putInPlace(draft, folder, key) {
  if (isWhole(folder, key)) {
    remove(draft);
    return;
  }
  const aside = `${folder}.${randomUUID()}`;
  if (existsSync(folder)) renameSync(folder, aside);
  renameSync(draft, folder);
  remove(aside);
}

/** @param {string} folder */
function remove(folder) {
  rmSync(folder, { recursive: true, force: true });
}

/**
 * Each source goes on to know where it lies, as it reads files beside it; threads start from the bundle.
 * @param {import('esbuild').PluginBuild} plugin
 * @param {string} folder
 */
function keepPlaces(plugin, folder) {
  // Loaded late, and few: of a CommonJS package `import()` would find the default export only.
  plugin.onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
    kind === 'dynamic-import' ? { path, external: true } : undefined,
  );
  plugin.onLoad({ filter: /\/harness\/.*\.(ts|mjs)$/ }, async ({ path }) => {
    if (!path.startsWith(HARNESS)) return undefined;
    const text = await readFile(path, 'utf8');
    const contents = text
      .replace(THREAD, (_, file) => {
        const made = join(folder, relative(HARNESS, join(dirname(path), file))).replace(/\.ts$/, '.js');
        return `new URL(${JSON.stringify(pathToFileURL(made).href)})`;
      })
      .replaceAll(/\bimport\.meta\.url\b/g, JSON.stringify(pathToFileURL(path).href))
      .replaceAll(/\bimport\.meta\.dirname\b/g, JSON.stringify(dirname(path)))
      .replaceAll(/\bimport\.meta\.filename\b/g, JSON.stringify(path));
    return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
  });
}

/**
 * @param {string} file
 * @returns {string[]}
 */
function threadsOf(file) {
  const places = [...readFileSync(file, 'utf8').matchAll(THREAD)];
  return places.map(([, place = '']) => join(dirname(file), place)).filter((path) => existsSync(path));
}

/** @typedef {{ readonly path: string, readonly size: number, readonly mtimeMs: number }} Source */

/**
 * Sizes and times stand for the content, as they do for make: reading all of it at each start would take 20 ms.
 * @param {string} folder
 * @returns {Source[]}
 */
function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'zoo' ? [] : sourceFiles(path);
    if (!/(?<!\.test)\.(ts|mjs)$/.test(entry.name)) return [];
    const { size, mtimeMs } = statSync(path);
    return [{ path, size, mtimeMs }];
  });
}

/** @param {readonly Source[]} sources */
function keyOf(sources) {
  const hash = createHash('sha256');
  const { size, mtimeMs } = statSync(join(HARNESS, '../package-lock.json'));
  hash.update(JSON.stringify([size, mtimeMs, sources]));
  return hash.digest('hex').slice(0, 24);
}

/**
 * Those that nothing was started from for a day.
 * @param {string} kept
 */
function forgetOld(kept) {
  for (const name of readdirSync(kept)) {
    const folder = join(kept, name);
    // Another command may be doing the same.
    const { mtimeMs } = statSync(folder, { throwIfNoEntry: false }) ?? { mtimeMs: Date.now() };
    if (mtimeMs < Date.now() - DAY) remove(folder);
  }
}
