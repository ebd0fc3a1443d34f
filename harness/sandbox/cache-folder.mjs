import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The world's cache folder, known without loading the world.
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function cacheFolder(environment = process.env) {
  const cache = environment.XDG_CACHE_HOME;
  const base =
    cache !== undefined && isAbsolute(cache) ? cache : join(environment.HOME || homedir(), '.cache');
  return join(base, 'signpost');
}
