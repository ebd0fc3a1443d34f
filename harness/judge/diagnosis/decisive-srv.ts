import type { FinishedCase } from '../finished-case.ts';
import { pathsOf, rightPaths } from '../paths/path.ts';

/** The SRV question that leads to the right place: its service, what its owner is in the case, and both names in lower case. */
export function decisiveSrv({ case: c, outcome }: Pick<FinishedCase, 'case' | 'outcome'>) {
  for (const { means, whose, name } of rightPaths(outcome, pathsOf(c, outcome))) {
    if (means !== '_matrix-fed' && means !== '_matrix') continue;
    const owner = name.toLowerCase();
    return { service: means, whose, owner, name: `${means}._tcp.${owner}` };
  }
  return undefined;
}
