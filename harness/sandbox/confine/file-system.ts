import { closeSync, openSync, readdirSync, readlinkSync, readSync, realpathSync, statSync } from 'node:fs';

/** What there is on this machine, asked path by path. None of it throws: what cannot be seen is not there. */
export interface FileSystem {
  /** After all links; `undefined`: nothing is there, or something that is neither, such as a socket. */
  kind(path: string): 'file' | 'folder' | undefined;
  /** What a link says, if it is one. */
  link(path: string): string | undefined;
  /** The path without links in it. */
  real(path: string): string | undefined;
  /** Names of the links in a folder. */
  links(folder: string): readonly string[];
  /** Whether a user of no rights may read the file, or read and enter the folder. */
  isForAll(path: string, user: number): boolean;
  /** Its first line, if it begins with `#!`, without that. */
  interpreter(file: string): string | undefined;
}

/** The longest `#!` line that Linux reads; in octets. */
const LONGEST_LINE = 256;

export const thisMachine: FileSystem = {
  kind(path) {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) return 'folder';
    return stat?.isFile() ? 'file' : undefined;
  },
  link: (path) => readlinkSync(path),
  real: (path) => realpathSync(path),
  links: (folder) =>
    readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isSymbolicLink())
      .map(({ name }) => name),
  isForAll(path, user) {
    const found = statSync(path);
    const needed = found.isDirectory() ? 0o5 : 0o4;
    return found.uid === user || (found.mode & needed) === needed;
  },
  interpreter(file) {
    // A pipe would keep us waiting, and is no script.
    if (!statSync(file).isFile()) return undefined;
    const descriptor = openSync(file, 'r');
    try {
      const octets = Buffer.alloc(LONGEST_LINE);
      const text = octets.toString('latin1', 0, readSync(descriptor, octets));
      return text.startsWith('#!') ? text.slice(2).split('\n', 1)[0]?.trim() : undefined;
    } finally {
      closeSync(descriptor);
    }
  },
};

/** The same, where whatever goes wrong means that there is nothing. */
export function forgiving(look: FileSystem): FileSystem {
  const or = <A, R>(ask: (path: string) => R, otherwise: A) => {
    return (path: string): R | A => {
      try {
        return ask(path);
      } catch {
        return otherwise;
      }
    };
  };
  return {
    isForAll(path, user) {
      try {
        return look.isForAll(path, user);
      } catch {
        // What is not there is not closed.
        return true;
      }
    },
    kind: or(look.kind, undefined),
    link: or(look.link, undefined),
    real: or(look.real, undefined),
    links: or(look.links, []),
    interpreter: or(look.interpreter, undefined),
  };
}
