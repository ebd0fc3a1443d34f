/** Loading TypeScript late: what runs outside the sandbox seldom needs it. */
import module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUILT, builtName } from '../base/built.mjs';
import { cacheFolder } from '../base/cache-folder.mjs';

let loaded = false;

/**
 * What newer versions of Node have, and the types of Node 20 do not know.
 * @typedef {{ typescript?: 'strip' | 'transform' | false }} Features
 * @typedef {{ enableCompileCache?: (folder: string) => unknown }} CompileCache
 */

/** Node 24 reads our TypeScript itself, in half the time; 22 does too, but does not know `await using`. */
const NATIVE =
  Number(process.versions.node.split('.')[0]) >= 24 &&
  Boolean(/** @type {Features} */ (process.features).typescript);

/** From now on `import()` takes `.ts` files. */
export async function loadTypeScript() {
  if (loaded) return;
  loaded = true;
  keepCompiled();
  // The user's tsconfig.json in the working directory is none of our business.
  if (!NATIVE) (await import('tsx/esm/api')).register({ tsconfig: false });
}

/**
 * A source, for plain JavaScript that needs it late. In a package it is one of the entries that `harness/build.mjs` lists.
 * @template Module
 * @param {string} source  below `harness/`
 * @param {() => Promise<Module>} load  imports it
 * @returns {Promise<Module>}
 */
export async function importSource(source, load) {
  if (BUILT !== undefined) return import(pathToFileURL(join(BUILT, `${builtName(source)}.js`)).href);
  await loadTypeScript();
  return load();
}

/** Compiled code outlives the process; Node 20 cannot. A folder that is not writable costs only time. */
export function keepCompiled() {
  const { enableCompileCache } = /** @type {CompileCache} */ (module);
  enableCompileCache?.(join(cacheFolder(), 'compiled'));
}

/**
 * What to say of a fresh checkout, which has no packages, nor anything of ours that could say so in style; undefined where
 * they are there, or not needed. It takes 2 ms, so that it is asked only where there is no bundle.
 * @returns {string | undefined}
 */
export function missingPackages() {
  if (BUILT !== undefined) return undefined;
  try {
    import.meta.resolve('tsx/esm');
    return undefined;
  } catch {
    return 'error not-installed: the packages that Signpost is built on are missing\n  npm ci\n';
  }
}
