/**
 * Writes what an installed package starts from. npm runs this before it packs (`prepack`), and before it installs from a
 * repository (`prepare`, which `npm ci` in a checkout runs as well): docs/decisions/as-a-dependency.md.
 *
 * `--where-possible`: nothing is made, and nothing is wrong, where esbuild was left out (`npm ci --omit=dev`).
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtFiles } from './built-files.mjs';

const ROOT = join(import.meta.dirname, '..');

if (isThere('esbuild')) {
  const { files } = await builtFiles();
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  for (const [name, content] of files) {
    mkdirSync(dirname(join(ROOT, name)), { recursive: true });
    writeFileSync(join(ROOT, name), content);
  }
} else if (!process.argv.includes('--where-possible')) {
  process.stderr.write('error not-installed: a build needs esbuild, which was left out\n  npm ci\n');
  process.exitCode = 2;
}

/** @param {string} name */
function isThere(name) {
  try {
    import.meta.resolve(name);
    return true;
  } catch {
    return false;
  }
}
