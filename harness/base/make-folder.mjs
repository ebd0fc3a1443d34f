import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * With the folders that it stands in, one by one: asked for all at once, Node 20 never comes back where the system says
 * that there is no such file under a folder that exists, as it does in /proc. Throws what the system says.
 * @param {string} folder  absolute
 * @param {number} [mode]
 */
export function makeFolder(folder, mode) {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder), mode);
  try {
    mkdirSync(folder, mode);
  } catch (error) {
    // Another run may have made it since.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
  }
}
