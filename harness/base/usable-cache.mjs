/** A cache folder for whoever has none: `nobody`, a user of a container that the system does not know. */
import { accessSync, constants, existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cache-folder.mjs';

/**
 * Where nothing can be kept, `XDG_CACHE_HOME` becomes a folder of this user's in the folder of temporary files. A cache that is there stays,
 * even if it may only be read.
 * @param {NodeJS.ProcessEnv} [environment]
 * @param {string} [temporary]
 */
export function settleCache(environment = process.env, temporary = tmpdir()) {
  if (canBe(cacheFolder(environment))) return;
  const own = join(temporary, `signpost-${process.getuid?.() ?? 'cache'}`);
  if (isOursAlone(own)) environment.XDG_CACHE_HOME = own;
}

/**
 * Whether it is there, or can be made.
 * @param {string} folder
 * @returns {boolean}
 */
function canBe(folder) {
  if (existsSync(folder)) return true;
  const around = dirname(folder);
  return existsSync(around) ? isWritableFolder(around) : around !== folder && canBe(around);
}

/** @param {string} folder */
function isWritableFolder(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

/**
 * Anybody may make files among the temporary ones: a link there, or a folder of somebody else's, is not used.
 * @param {string} folder
 */
function isOursAlone(folder) {
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // It may be there from an earlier time.
  }
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return false;
  return process.getuid === undefined || (stats.uid === process.getuid() && (stats.mode & 0o077) === 0);
}
