import { createHash } from 'node:crypto';

/** The same for the same cases, in whatever order they are asked. */
export function digestOfIds(ids: readonly string[]): string {
  const hash = createHash('sha256');
  for (const id of ids.toSorted()) hash.update(`${id}\n`);
  return `sha256:${hash.digest('hex')}`;
}
