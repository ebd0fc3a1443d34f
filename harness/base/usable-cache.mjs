/** A cache folder for whoever has none: `nobody`, a user of a container that the system does not know. */
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { cacheFolder } from './cache-folder.mjs';
import { makeFolder } from './make-folder.mjs';

/**
 * Where nobody said where the cache is and none can be made at home, `XDG_CACHE_HOME` becomes a folder of this user's among the temporary
 * files. One that is there stays, even if it may only be read; and whoever names one hears of it where it cannot be used.
 * @param {NodeJS.ProcessEnv} [environment]
 * @param {string} [temporary]
 */
export function settleCache(environment = process.env, temporary = tmpdir()) {
  if (isAbsolute(environment.XDG_CACHE_HOME ?? '') || isThere(cacheFolder(environment))) return;
  const own = join(temporary, `signpost-${process.getuid?.() ?? 'cache'}`);
  if (isOursAlone(own)) environment.XDG_CACHE_HOME = own;
}

/**
 * It is made if it is not.
 * @param {string} folder
 */
function isThere(folder) {
  try {
    makeFolder(folder);
    return true;
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
