/** What esbuild is told to make JavaScript of the harness: for the bundle that a checkout starts from, and for the package. */
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const HARNESS = join(import.meta.dirname, '..');

/** A module that runs as a thread of its own, as bundlers know it; and where a source asks for its own place. */
const THREAD = /new URL\('(\.[^']*\.ts)', import\.meta\.url\)/g;
const PLACE = new RegExp(`${THREAD.source}|\\bimport\\.meta\\.(url|dirname|filename)\\b`, 'g');

/**
 * Where things lie once the JavaScript runs, each as an expression of it.
 * @typedef {object} Places
 * @property {(source: string) => string} urlOf  the URL of a source's old place, or of its folder: what lies beside it is found from there
 * @property {(source: string) => string} pathOf  the same as a path
 * @property {(source: string) => string} threadOf  the URL of what was made of it, to start a thread from
 */

/**
 * @param {Places} places
 * @returns {import('esbuild').BuildOptions & { write: false }}
 */
export function javascript(places) {
  return {
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
    plugins: [
      { name: 'places', setup: (plugin) => keepPlaces(plugin, places) },
      { name: 'unread bodies', setup: leaveOutBodyParser },
    ],
  };
}

/**
 * Express brings readers of request bodies, and these the tables of all character sets: half of what the listeners' thread would
 * load. We read no body by them.
 * @param {import('esbuild').PluginBuild} plugin
 */
function leaveOutBodyParser(plugin) {
  const name = 'body-parser';
  plugin.onResolve({ filter: /^body-parser$/ }, () => ({ path: name, namespace: name }));
  plugin.onLoad({ filter: /.*/, namespace: name }, () => ({
    contents: 'module.exports = {};',
    loader: 'js',
  }));
}

/**
 * Each source goes on to know where it lies, as it reads files beside it; threads start from what is made.
 * @param {import('esbuild').PluginBuild} plugin
 * @param {Places} places
 */
function keepPlaces(plugin, { urlOf, pathOf, threadOf }) {
  plugin.onLoad({ filter: /[\\/]harness[\\/].*\.(ts|mjs)$/ }, async ({ path }) => {
    if (!path.startsWith(HARNESS)) return undefined;
    const text = await readFile(path, 'utf8');
    const contents = text.replace(PLACE, (_, thread, what) => {
      if (thread !== undefined) return `new URL(${threadOf(join(dirname(path), thread))})`;
      if (what === 'url') return urlOf(path);
      return pathOf(what === 'dirname' ? dirname(path) : path);
    });
    return { contents, loader: path.endsWith('.ts') ? 'ts' : 'js' };
  });
}

/**
 * The sources that a source starts threads from.
 * @param {string} file
 * @returns {string[]}
 */
export function threadsOf(file) {
  const places = [...readFileSync(file, 'utf8').matchAll(THREAD)];
  return places.map(([, place = '']) => join(dirname(file), place)).filter((path) => existsSync(path));
}
