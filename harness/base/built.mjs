/**
 * Whether this is a checkout or a package that was installed. A package has no TypeScript: it starts from the JavaScript that
 * `harness/build.mjs` made when it was packed. A checkout may have such a build as well and never starts from it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readWhole } from './kept-file.mjs';

const ROOT = join(import.meta.dirname, '../..');

/** Below the root: what a build makes of `harness/`. */
export const BUILD_FOLDER = 'dist/harness';
/** In there: what everything was made from, as one word. */
export const BUILD_ID = 'build-id';

/** The folder of JavaScript; undefined in a checkout. */
export const BUILT = existsSync(join(ROOT, 'harness/cli.ts')) ? undefined : join(ROOT, BUILD_FOLDER);

/** Of the package: another one wherever a source, a scenario or a clause is another. Undefined in a checkout. */
export function buildId() {
  return BUILT === undefined ? undefined : readWhole(join(BUILT, BUILD_ID))?.toString();
}

/**
 * The file that a build makes of a source: all lie in one folder, so that each knows the way to the sources' places.
 * @param {string} source  below `harness/`
 */
export function builtName(source) {
  return source.replace(/\.ts$/, '').replaceAll(/[\\/]/g, '-');
}

/**
 * What to say of a package without its build; undefined where it is there.
 * @returns {string | undefined}
 */
export function missingBuild() {
  if (BUILT === undefined || existsSync(join(BUILT, 'cli.js'))) return undefined;
  return 'error not-built: this package has neither sources nor what is built of them\n  install one that `npm pack` made\n';
}
