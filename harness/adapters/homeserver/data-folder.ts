import { chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Confinement, OwnMemory } from '../../sandbox/index.ts';
import { type Places, placed } from '../placed.ts';
import { templateText } from './template.ts';

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
      const text = templateText(template, here, places);
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
