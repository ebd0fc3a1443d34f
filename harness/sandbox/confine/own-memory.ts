import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { call } from '../call.ts';
import { DATA_SIZE } from './limits.ts';

/** A folder that is a memory of its own, so that who fills it fills nothing else. */
export interface OwnMemory extends AsyncDisposable {
  readonly path: string;
}

/** `parent`: a folder that ends with the sandbox. `owner`: whom it belongs to, where that is not us. */
export async function ownMemory(parent: string, name: string, owner: number | undefined): Promise<OwnMemory> {
  const path = await mkdtemp(join(parent, name));
  const belonging = owner === undefined ? '' : `,uid=${owner},gid=${owner}`;
  await call('mount', [
    '-n',
    '-t',
    'tmpfs',
    '-o',
    `size=${DATA_SIZE},mode=700${belonging}`,
    'signpost',
    path,
  ]);
  return {
    path,
    async [Symbol.asyncDispose]() {
      await call('umount', ['-n', '-l', path]);
      await rm(path, { recursive: true, force: true });
    },
  };
}
