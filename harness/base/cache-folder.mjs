import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Keys, certificates and installed implementations outlive a run here: `$XDG_CACHE_HOME/signpost` or `~/.cache/signpost`.
 * The XDG base directory specification: a relative path is to be ignored.
 *
 * Plain JavaScript, because it is asked for before TypeScript is loaded.
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function cacheFolder(environment = process.env) {
  const cache = environment.XDG_CACHE_HOME;
  const base =
    cache !== undefined && isAbsolute(cache) ? cache : join(environment.HOME || homedir(), '.cache');
  return join(base, 'signpost');
}
