import { limitOfFiles } from '../base/index.ts';

/** What a world, its name server and the process that asks have open while nobody is asked, with room for whatever else is done. */
const BASE = 128;

/**
 * Listeners of a case in both address families, both ends of its connections, and its questions to the name server: 9 on average
 * in the cases that have most, measured with 64 of them at once.
 */
const EACH = 14;

/** How many files may have to be open for so many cases at once. */
export function filesFor(cases: number): number {
  return BASE + EACH * cases;
}

/** Why so many cases at once cannot be asked, and what to do; undefined where they can. `limit`: of open files. */
export function tooFewFiles(cases: number, limit = limitOfFiles()): string | undefined {
  const needed = filesFor(cases);
  if (limit === undefined || limit >= needed) return undefined;
  const fewer = Math.floor((limit - BASE) / EACH);
  const most = fewer > 0 ? `, or run fewer cases at once: --parallel ${fewer}` : '';
  const what = `${limit} files may be open here, and ${cases === 1 ? 'a case needs' : `${cases} cases at once need`} ${needed} (too-many-files)`;
  return `${what}. Raise the hard limit (ulimit -Hn 4096 as root, or nofile in limits.conf)${most}`;
}
