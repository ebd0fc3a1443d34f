import { relative } from 'node:path';
import { visible } from '../base/index.ts';

/** A path as the user would write it: relative to the working directory where that is shorter. */
export function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return visible(short.length < path.length && !short.startsWith('..') ? short : path);
}
