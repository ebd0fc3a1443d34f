import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT } from './built.mjs';

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url));

/** A page of the docs, as a user can open it: of a package (`built`: its folder of JavaScript) it lies in `node_modules`. */
export function pageOf(name: string, built = BUILT): string {
  const file = path.join('docs', name);
  return built === undefined ? file : path.relative(process.cwd(), path.join(DOCS, name));
}

/** The same of one that is named from the root of the project, as clauses and records name them. */
export function pageFromRoot(file: string, built = BUILT): string {
  return file.startsWith('docs/') ? pageOf(file.slice('docs/'.length), built) : file;
}
