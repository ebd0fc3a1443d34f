/**
 * The harness as JavaScript that needs no loader, made by esbuild at the first start after a change.
 *
 * Through tsx, every start reads and rewrites 300 files, the more so in each thread, and keeps a second thread for each
 * thread's loader: 0.7 s and 60 MB. Tests go on without this; so does a checkout whose packages cannot be written to.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

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
  const sources = sourceFiles(HARNESS);
  const folder = join(kept, keyOf(sources));
  try {
    if (!existsSync(folder)) await make(sources, folder);
    const now = new Date();
    utimesSync(folder, now, now);
    return folder;
  } catch {
    // Read-only, or a mistake in a source, which tsx will tell in its place.
    return undefined;
  }
}

/**
 * @param {string} folder
 * @param {string} name
 */
export function importBundled(folder, name) {
  return import(pathToFileURL(join(folder, `${name}.js`)).href);
}

/**
 * @param {readonly Source[]} sources
 * @param {string} folder
 */
async function make(sources, folder) {
  const { build } = await import('esbuild');
  const draft = `${folder}.${randomUUID()}`;
  const threads = sources.flatMap(({ path }) => threadsOf(path));
  try {
    await build({
      entryPoints: [join(HARNESS, 'cli.ts'), ...threads],
      outbase: HARNESS,
      outdir: draft,
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
    await rename(draft, folder);
    forgetOld(dirname(folder));
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    // Another command may have made it meanwhile.
    if (!existsSync(folder)) throw error;
  }
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
    if (statSync(folder).mtimeMs < Date.now() - DAY) rmSync(folder, { recursive: true, force: true });
  }
}
