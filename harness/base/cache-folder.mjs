import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Keys, certificates and installed implementations outlive a run here: `$XDG_CACHE_HOME/signpost` or `~/.cache/signpost`.
 * The XDG base directory specification: a relative path is to be ignored.
 *
 * Plain JavaScript, because it is asked for before TypeScript is loaded.
 * @param {NodeJS.ProcessEnv} [environment]
 */
export function cacheFolder(environment = process.env) {
  const { XDG_CACHE_HOME: cache = '', HOME: home = '' } = environment;
  const base = isAbsolute(cache) ? cache : join(isAbsolute(home) ? home : homeOfUser(), '.cache');
  return join(base, 'signpost');
}

/** As the system knows it. A user whom it does not know has none: what is to be kept there then tells what to set. */
function homeOfUser() {
  try {
    return userInfo().homedir;
  } catch {
    return '/nonexistent';
  }
}
