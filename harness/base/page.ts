import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT } from './built.mjs';

const DOCS = fileURLToPath(new URL('../../docs', import.meta.url));

/** A page of the docs, as a user can open it: of a package it lies in `node_modules`. */
export function pageOf(name: string): string {
  const file = path.join('docs', name);
  return BUILT === undefined ? file : path.relative(process.cwd(), path.join(DOCS, name));
}
