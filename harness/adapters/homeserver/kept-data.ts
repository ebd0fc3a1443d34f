import { chmod, copyFile, lstat, mkdir, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Octets of all files together: no more than a data folder holds, so that a file of holes cannot fill the disk. */
const MOST_OCTETS = 1024 * 1024 * 1024;

/** A data folder that was kept. */
export interface KeptData {
  readonly path: string;
  /** It is that of a start that failed or broke; else of the last one. */
  readonly broke: boolean;
  /** So many entries were left out: sockets, pipes, and what is too large. */
  readonly leftOut: number;
}

/**
 * A copy of a data folder in a place of the user's, and their own, whoever has written it. Links are copied as they are and
 * never followed; nobody else may look into it, as it holds keys.
 */
export async function copyData(from: string, to: string, most = MOST_OCTETS): Promise<{ leftOut: number }> {
  await rm(to, { recursive: true, force: true });
  const copy = new Copy(most);
  await copy.folder(from, to);
  await chmod(to, 0o700);
  return { leftOut: copy.leftOut };
}

class Copy {
  leftOut = 0;
  /** Octets that there is still room for. */
  #left: number;

  constructor(most: number) {
    this.#left = most;
  }

  async folder(from: string, to: string): Promise<void> {
    await mkdir(to, { mode: 0o700 });
    for (const name of await readdir(from)) await this.#entry(join(from, name), join(to, name));
  }

  async #entry(from: string, to: string): Promise<void> {
    const found = await lstat(from);
    if (found.isSymbolicLink()) return symlink(await readlink(from), to);
    if (found.isDirectory()) return this.folder(from, to);
    if (!found.isFile() || found.size > this.#left) {
      this.leftOut += 1;
      return;
    }
    this.#left -= found.size;
    await copyFile(from, to);
    // Without the bits that would lend the user's rights to whoever runs it.
    await chmod(to, found.mode & 0o777);
  }
}
