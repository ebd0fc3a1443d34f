/** A folder in which what a page shows can be typed as it stands there, with the files that the page supposes. */
import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './printed-commands.ts';

const SIGNPOST = path.join(ROOT, 'harness', 'signpost.mjs');
const EXAMPLE = path.join('docs', 'examples', 'resolver.py');

export interface Typed {
  readonly code: number;
  /** Standard output, and after it standard error. */
  readonly output: string;
}

/** The resolver of the tutorial stands for that of the reader: as a program `resolver.py`, and in a folder with its description. */
export class ReadersFolder implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async make(): Promise<ReadersFolder> {
    const folder = await mkdtemp(path.join(tmpdir(), 'signpost-printed-'));
    // What is judged is nobody who may read what is ours alone.
    await chmod(folder, 0o755);
    const bin = path.join(folder, 'node_modules', '.bin');
    await mkdir(bin, { recursive: true });
    await symlink(SIGNPOST, path.join(bin, 'signpost'));
    const npx = `#!/bin/sh\nshift\nexec ${process.execPath} ${path.join(bin, 'signpost')} "$@"\n`;
    await writeFile(path.join(bin, 'npx'), npx);
    await chmod(path.join(bin, 'npx'), 0o755);
    for (const place of ['.', 'docs/examples', 'my-resolver'])
      await cp(path.join(ROOT, EXAMPLE), path.join(folder, place, 'resolver.py'));
    const manifest = {
      kind: 'process',
      name: 'my-resolver',
      title: 'Mine',
      start: ['python3', '{here}/resolver.py'],
    };
    await writeFile(path.join(folder, 'my-resolver', 'implementation.json'), JSON.stringify(manifest));
    return new ReadersFolder(folder);
  }

  /** Given to a shell, in this folder; `npx signpost` there is this checkout, as a dependency. */
  type(text: string): Promise<Typed> {
    const bin = path.join(this.#folder, 'node_modules', '.bin');
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
    return new Promise((resolve) => {
      execFile('bash', ['-c', text], { cwd: this.#folder, env }, (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, output: stdout + stderr }),
      );
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true });
  }
}
