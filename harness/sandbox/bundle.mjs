/**
 * The harness as JavaScript that needs no loader, made by esbuild at the first start after a change.
 *
 * Through tsx, every start reads and rewrites 300 files, the more so in each thread, and keeps a second thread for each
 * thread's loader: 0.7 s and 60 MB. Tests go on without this; so does a checkout whose packages cannot be written to.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUILT } from '../base/built.mjs';
import { CompiledModules } from '../base/compiled.mjs';
import { keep, readKept, readWhole, writeToDisk } from '../base/kept-file.mjs';
import { installedPackages } from './installed-packages.mjs';

const HARNESS = join(import.meta.dirname, '..');
/** Where tools keep what they can make again; what is bundled finds the packages from here. */
const KEPT = join(HARNESS, '../node_modules/.cache/signpost');
const DAY = 86_400_000;

/**
 * The folder with `cli.cjs`; undefined where it cannot be made: then TypeScript is to be loaded. A package brings its own.
 * @param {string} [kept]
 * @returns {Promise<string | undefined>}
 */
export async function bundle(kept = KEPT) {
  if (BUILT !== undefined) return BUILT;
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
 * @param {string} [purpose]  what is compiled is kept for the next start of this one
 */
export function loadBundled(folder, name, purpose = name) {
  try {
    const modules = new CompiledModules(folder, purpose);
    const loaded = modules.load(name);
    // By then what such a command calls has been called. One that found nothing to do has not.
    process.on('exit', () => Number(process.exitCode ?? 0) < 2 && modules.keep());
    return loaded;
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
 * Whether everything is there as it was made. Reading and hashing 2.9 MB takes 4 ms.
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

/** @param {Uint8Array | string} content */
function digestOf(content) {
  return createHash('sha256').update(content).digest('hex');
}

/**
 * @param {readonly Source[]} sources
 * @param {string} folder
 * @param {string} key
 */
async function make(sources, folder, key) {
  const [{ build, transform }, { javascript, threadsOf }] = await Promise.all([
    import('esbuild'),
    import('./javascript.mjs'),
  ]);
  const draft = `${folder}.${randomUUID()}`;
  const threads = sources.flatMap(({ path }) => threadsOf(path));
  const { outputFiles } = await build({
    ...javascript({
      urlOf: (source) => JSON.stringify(pathToFileURL(source).href),
      pathOf: (source) => JSON.stringify(source),
      threadOf: (source) => JSON.stringify(pathToFileURL(madeOf(source, folder)).href),
    }),
    entryPoints: [join(HARNESS, 'cli.ts'), ...threads],
    outbase: HARNESS,
    outdir: draft,
    outExtension: { '.js': '.cjs' },
    // As CommonJS, they have `require` anyway.
    banner: {},
  });
  // esbuild takes apart only ESM, and only CommonJS can be loaded together with what V8 made of it.
  const modules = await Promise.all(
    outputFiles.map(async ({ path, text }) => ({ path, contents: (await transform(text, COMMON_JS)).code })),
  );
  try {
    for (const { path, contents } of modules) {
      mkdirSync(dirname(path), { recursive: true });
      writeToDisk(path, contents);
    }
    const digests = modules.map(({ path, contents }) => [relative(draft, path), digestOf(contents)]);
    keep(join(draft, DIGESTS), key, JSON.stringify(Object.fromEntries(digests)));
    putInPlace(draft, folder, key);
    forgetOld(dirname(folder));
  } catch (error) {
    remove(draft);
    // Another command may have made it meanwhile.
    if (!isWhole(folder, key)) throw error;
  }
}

/** @type {import('esbuild').TransformOptions} */
const COMMON_JS = {
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  // A verb that is loaded late comes by `require`, too.
  supported: { 'dynamic-import': false },
};

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
 * @param {string} source
 * @param {string} folder
 */
function madeOf(source, folder) {
  return join(folder, relative(HARNESS, source)).replace(/\.ts$/, '.cjs');
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
  hash.update(JSON.stringify([installedPackages(), sources]));
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
