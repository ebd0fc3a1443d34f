import { createHash } from 'node:crypto';
import { access, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { NamedFileError, readNamedBytes } from '../../base/index.ts';
import { AdapterError } from '../adapter-error.ts';
import type { Implementation, Install } from '../implementation.ts';

/** An implementation that says how it is built, and where its files lie. */
export type Installable = Implementation & { readonly install: Install; readonly folder: string };

export function isInstallable(implementation: Implementation): implementation is Installable {
  return implementation.install !== undefined && implementation.folder !== undefined;
}

/**
 * Where it is, or would be, installed: `CACHE/implementations/NAME/VERSION-HASH`.
 *
 * The hash covers the way of building and every file that goes in, so that a changed shim is built anew and two
 * checkouts do not use each other's.
 */
export async function installFolder(implementation: Installable, cache: string): Promise<string> {
  const { name, version = 'unversioned', folder, install } = implementation;
  const hash = createHash('sha256').update(JSON.stringify([install.copy, install.steps]));
  for (const path of await files(folder, install.copy)) {
    const content = copied(folder, path);
    hash.update(`\0${path}\0${content.length}\0`).update(content);
  }
  return join(cache, 'implementations', name, `${version}-${hash.digest('hex').slice(0, 10)}`);
}

/** Bytes. A build may bring archives of its own. */
const MOST_OF_A_FILE = 1024 * 2 ** 20;

function copied(folder: string, path: string): Buffer {
  try {
    return readNamedBytes(join(folder, path), MOST_OF_A_FILE);
  } catch (cause) {
    if (!(cause instanceof NamedFileError)) throw cause;
    const what = `implementation.json copies ${path} of ${folder}, which ${cause.message}`;
    throw new AdapterError('implementation-invalid', what, 'correct `install.copy`', { cause });
  }
}

/** The folder appears under its name only when everything in it is complete; the check is for one emptied by hand. */
export async function isComplete(folder: string, install: Install): Promise<boolean> {
  return (await missing(folder, install)).length === 0;
}

/** What `install` promised and is not there. */
export async function missing(folder: string, install: Install): Promise<string[]> {
  const there = await Promise.all(install.provides.map((path) => exists(join(folder, path))));
  return install.provides.filter((_, i) => !there[i]);
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** The files below these paths, sorted, relative to the folder. */
async function files(folder: string, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const entry = await stat(join(folder, path)).catch((cause) => {
      const what = `implementation.json copies ${path}, which is not in ${folder}`;
      throw new AdapterError('implementation-invalid', what, 'correct `install.copy`', { cause });
    });
    if (!entry.isDirectory()) found.push(path);
    else
      found.push(
        ...(await files(
          folder,
          (await readdir(join(folder, path))).map((name) => join(path, name)),
        )),
      );
  }
  return found.sort();
}
