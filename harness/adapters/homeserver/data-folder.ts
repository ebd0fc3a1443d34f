import { realpathSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { NamedFileError, readNamed } from '../../base/index.ts';
import type { Confinement, OwnMemory } from '../../sandbox/index.ts';
import { AdapterError } from '../adapter-error.ts';
import { type Places, placed } from '../placed.ts';

/** A new folder of its own for one start of a homeserver, removed at the end with whatever came to lie in it. */
export class DataFolder implements AsyncDisposable {
  readonly path: string;
  readonly #memory: OwnMemory;
  /** Whom the files must belong to, where that is not us. */
  readonly #owner: number | undefined;

  private constructor(memory: OwnMemory, owner: number | undefined) {
    this.path = memory.path;
    this.#memory = memory;
    this.#owner = owner;
  }

  static async make(confinement: Confinement | undefined): Promise<DataFolder> {
    const memory = await (confinement ? confinement.memory(NAME) : onDisk());
    return new DataFolder(memory, confinement?.owner);
  }

  /** Writes each file from its template, which lies in `here`. */
  async write(files: Readonly<Record<string, string>>, here: string, places: Places): Promise<void> {
    for (const [name, template] of Object.entries(files)) {
      const text = templateText(template, here);
      const file = join(this.path, name);
      const made = await mkdir(dirname(file), { recursive: true });
      await writeFile(file, placed(text, places));
      await this.#give(made, file);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#memory[Symbol.asyncDispose]();
  }

  /** A file, and the folders around it from the outermost that was made for it. */
  async #give(outermost: string | undefined, file: string): Promise<void> {
    const owner = this.#owner;
    if (owner === undefined) return;
    await chown(file, owner, owner);
    if (outermost === undefined) return;
    for (let folder = dirname(file); folder.length >= outermost.length; folder = dirname(folder))
      await chown(folder, owner, owner);
  }
}

const NAME = 'signpost-homeserver-';

async function onDisk(): Promise<OwnMemory> {
  const path = await mkdtemp(join(tmpdir(), NAME));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** We read it with rights that the program does not have: no link in its folder may lead out of it. */
function templateText(template: string, here: string): string {
  const file = join(here, template);
  if (leadsOut(file, here)) {
    const what = `implementation.json names the template ${template}, which is a link out of ${here}`;
    throw new AdapterError('implementation-invalid', what, 'put the file itself there');
  }
  try {
    return readNamed(file);
  } catch (cause) {
    if (!(cause instanceof NamedFileError)) throw cause;
    const what = `implementation.json names the template ${template}, which ${cause.message} in ${here}`;
    throw new AdapterError('implementation-invalid', what, 'correct `files`', { cause });
  }
}

function leadsOut(file: string, folder: string): boolean {
  try {
    return relative(realpathSync(folder), realpathSync(file)).split(sep)[0] === '..';
  } catch {
    // It is not there, which is told when it is read.
    return false;
  }
}
