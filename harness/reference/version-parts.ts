import type { SpecVersion } from '../model/index.ts';
import { authorization } from './authorization.ts';
import type { Parts } from './parts.ts';

/** What an older version of the specification has otherwise, so that the reference is right by the version it is judged by. */
export function partsOfVersion(version: SpecVersion): Partial<Parts> {
  return {
    // S33-a, S4-a: `_matrix-fed` came with v1.8.
    ...(isBefore(version, 8) && { srvServices: () => ['_matrix'] }),
    // so did the destination with v1.3. It was signed before, and named nowhere.
    ...(isBefore(version, 3) && {
      authorization: (signed) => authorization(signed).replace(/destination="[^"]*",/, ''),
    }),
  };
}

function isBefore(version: SpecVersion, minor: number): boolean {
  return Number(version.slice('v1.'.length)) < minor;
}
