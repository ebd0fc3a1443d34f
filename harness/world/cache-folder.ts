import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** Keys, certificates and installed implementations outlive a run here: `$XDG_CACHE_HOME/signpost` or `~/.cache/signpost`. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment.XDG_CACHE_HOME;
  // The XDG base directory specification: a relative path is to be ignored.
  if (base !== undefined && isAbsolute(base)) return join(base, 'signpost');
  return join(environment.HOME || homedir(), '.cache', 'signpost');
}
