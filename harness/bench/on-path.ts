import { access, constants } from 'node:fs/promises';
import path from 'node:path';

/** Whether a program of that name may be run. */
export async function isOnPath(program: string): Promise<boolean> {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    const there = await access(path.join(folder, program), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (there) return true;
  }
  return false;
}
