import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A page of the docs, as a user can open it from where he works: of a package it lies in `node_modules`. */
export function pageOf(name: string): string {
  return shownPage(path.join('docs', name));
}

/** The same for a page that is named as a record names it, from the root of the project: `docs/decisions/levels.md`. */
export function shownPage(page: string): string {
  return path.relative(process.cwd(), path.join(ROOT, page));
}
