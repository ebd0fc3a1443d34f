/** Which packages there are, in which versions, as they were really resolved: beside this one, or above it where it is a part of something larger. */
import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readWhole } from '../base/kept-file.mjs';

const ROOT = join(import.meta.dirname, '../..');
/** What npm writes into a folder of packages whenever it changes one, those that others bring along as well. */
const LOCK_OF_FOLDER = '.package-lock.json';

/**
 * Another value wherever a package is another one. A lock file of the project does not come along when it is installed as a part of
 * another, and says what should be there, not what is. 19 packages take 2 ms.
 * @param {string} [root]  the folder with `package.json`
 */
export function installedPackages(root = ROOT) {
  const { dependencies = {}, devDependencies = {} } = read(join(root, 'package.json'));
  const names = Object.keys({ ...dependencies, ...devDependencies });
  const folders = foldersAround(root);
  return {
    versions: names.map((name) => [name, versionOf(name, folders)]),
    changes: folders.map(
      (folder) => statSync(join(folder, LOCK_OF_FOLDER), { throwIfNoEntry: false })?.mtimeMs,
    ),
  };
}

/**
 * Undefined where it is not there.
 * @param {string} name
 * @param {readonly string[]} folders
 */
function versionOf(name, folders) {
  for (const folder of folders) {
    const { version } = read(join(folder, name, 'package.json'));
    if (version !== undefined) return version;
  }
  return undefined;
}

/**
 * As Node looks for packages.
 * @param {string} root
 * @returns {string[]}
 */
function foldersAround(root) {
  const above = dirname(root);
  return [join(root, 'node_modules'), ...(above === root ? [] : foldersAround(above))];
}

/**
 * @param {string} file
 * @returns {{ version?: string, dependencies?: object, devDependencies?: object }}
 */
function read(file) {
  const text = readWhole(file);
  return text === undefined ? {} : JSON.parse(text.toString());
}
