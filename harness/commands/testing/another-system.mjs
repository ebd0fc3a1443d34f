/**
 * Loaded before everything else (`--import`): from then on this is the system that SIGNPOST_PLATFORM names, as far as we can ask. None of
 * the places of a Linux kernel is there, and no program can be started. Paths stay as they are here.
 */
import child from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const platform = process.env.SIGNPOST_PLATFORM;
Object.defineProperty(process, 'platform', { value: platform });
if (platform === 'win32')
  for (const name of ['getuid', 'geteuid', 'getgid', 'getegid'])
    Object.assign(process, { [name]: undefined });

const OF_LINUX = /^\/(proc|sys|run|dev\/shm)(\/|$)/;

/** @param {string} what */
const absent = (what) => Object.assign(new Error(`ENOENT: ${what}`), { code: 'ENOENT' });

for (const files of [/** @type {Record<string, unknown>} */ (/** @type {unknown} */ (fs)), fs.promises]) {
  for (const [name, real] of Object.entries(files)) {
    if (typeof real !== 'function' || /^[A-Z_]/.test(name)) continue;
    Object.assign(files, {
      [name]: Object.assign((/** @type {unknown[]} */ ...words) => {
        const [place] = words;
        if (typeof place === 'string' && OF_LINUX.test(place)) throw absent(`${name} ${place}`);
        return real.apply(files, words);
      }, real),
    });
  }
}
for (const name of ['spawn', 'spawnSync', 'exec', 'execSync', 'execFile', 'execFileSync', 'fork'])
  Object.assign(child, {
    [name](/** @type {string} */ program) {
      throw absent(`${name} ${program}`);
    },
  });
syncBuiltinESMExports();
