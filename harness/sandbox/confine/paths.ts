import { sep } from 'node:path';

/** Whether a path is a folder, or lies in it. Both are absolute, without `..`. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** How deep a path lies: what lies in another lies deeper. */
export function depthOf(path: string): number {
  return path === sep ? 0 : path.split(sep).length;
}

/** The deepest of some folders that a path lies in, or is. */
export function nearestAround<T>(path: string, folders: readonly T[], pathOf: (one: T) => string) {
  let nearest: T | undefined;
  for (const one of folders) {
    if (!isWithin(path, pathOf(one))) continue;
    if (nearest === undefined || depthOf(pathOf(one)) > depthOf(pathOf(nearest))) nearest = one;
  }
  return nearest;
}
