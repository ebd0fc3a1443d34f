import { join } from 'node:path';
import type { FileSystem } from './file-system.ts';
import { isWithin } from './paths.ts';

/** Folders, without links in their paths. */
export interface HiddenPlaces {
  /** What a program must not see unless it needs something in there. */
  readonly all: readonly string[];
  /** Those of them in which what is expected, or a secret of ours, is written down: no neighbour of a file is shown. */
  readonly secret: readonly string[];
  /** Those of them that only hold records; programs may lie there too, where the working directory is one of them. */
  readonly reports: readonly string[];
  /** The checkout: a working directory in there is not shown either. */
  readonly checkout: string;
}

export interface PlacesOf {
  readonly home: readonly string[];
  readonly checkout: string;
  /** Our cache folder. */
  readonly cache: string;
  /** Where records of runs are written. */
  readonly reports: readonly string[];
}

/** Other people's homes, and where programs leave sockets and temporary files. */
const USUAL = ['/home', '/root', '/tmp', '/var/tmp', '/run', '/dev/shm'];
/** Of the checkout: all that says what is expected, and what is made of it. */
const TELLING = [
  'scenarios',
  'reports',
  'fixtures/golden',
  'fixtures/spec',
  'dist',
  '.git',
  'node_modules/.cache',
];

export function hiddenPlaces({ home, checkout, cache, reports }: PlacesOf, look: FileSystem): HiddenPlaces {
  const there = (paths: readonly string[]) => [
    ...new Set(
      paths.flatMap((path) => {
        const real = look.kind(path) === 'folder' ? look.real(path) : undefined;
        // A home that is `/` cannot be hidden.
        return real === undefined || real === '/' ? [] : [real];
      }),
    ),
  ];
  const secret = there([
    ...TELLING.map((name) => join(checkout, name)),
    ...reports,
    join(cache, 'pki'),
    join(cache, 'library'),
  ]);
  return {
    all: there([...home, ...USUAL, checkout, cache, ...secret]),
    secret,
    reports: there(reports),
    checkout: look.real(checkout) ?? checkout,
  };
}

export function isHidden(path: string, { all }: HiddenPlaces): boolean {
  return all.some((place) => isWithin(path, place));
}

/** Whether a file says what is expected, or is a secret of ours. Of a folder of records, only the records do. */
export function isTelling(path: string, { secret, reports }: HiddenPlaces): boolean {
  const around = secret.filter((place) => isWithin(path, place));
  return around.some((place) => !reports.includes(place) || place === path || path.endsWith('.jsonl'));
}

/**
 * Whether it is too much to show: a hidden place, or one that holds it. Secret places in it are hidden again, and so is a checkout, or a
 * package of ours: a project that has it among its `node_modules` needs the others that lie there.
 */
export function isTooMuch(folder: string, { all, secret, checkout }: HiddenPlaces): boolean {
  if (secret.some((place) => isWithin(folder, place))) return true;
  const isHiddenAgain = (place: string) => secret.includes(place) || (place === checkout && folder !== place);
  return all.some((place) => !isHiddenAgain(place) && isWithin(place, folder));
}
