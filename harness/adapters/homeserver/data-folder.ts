import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { NamedFileError, readNamed } from '../../base/index.ts';
import { AdapterError } from '../adapter-error.ts';
import { type Places, placed } from '../placed.ts';

/** A new folder of its own for one start of a homeserver, removed at the end with whatever came to lie in it. */
export class DataFolder implements AsyncDisposable {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  static async make(): Promise<DataFolder> {
    // In the sandbox it is one that ends with it, so that nothing stays behind when we are killed.
    const parent = process.env.SIGNPOST_SCRATCH ?? tmpdir();
    return new DataFolder(await mkdtemp(join(parent, 'signpost-homeserver-')));
  }

  /** Writes each file from its template, which lies in `here`. */
  async write(files: Readonly<Record<string, string>>, here: string, places: Places): Promise<void> {
    for (const [name, template] of Object.entries(files)) {
      const text = templateText(template, here);
      const file = join(this.path, name);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, placed(text, places));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.path, { recursive: true, force: true, maxRetries: 3 });
  }
}

function templateText(template: string, here: string): string {
  try {
    return readNamed(join(here, template));
  } catch (cause) {
    if (!(cause instanceof NamedFileError)) throw cause;
    const what = `implementation.json names the template ${template}, which ${cause.message} in ${here}`;
    throw new AdapterError('implementation-invalid', what, 'correct `files`', { cause });
  }
}
