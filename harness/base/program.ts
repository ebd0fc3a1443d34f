import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/** Found as `execvp` finds it: a path as it is, a bare name on PATH. A path to a file that is not executable is one, too. */
export async function isProgram(program: string): Promise<boolean> {
  if (program.includes('/')) return isFile(program);
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const found = await Promise.all(folders.map((folder) => isExecutable(join(folder, program))));
  return found.includes(true);
}

export async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

async function isExecutable(path: string): Promise<boolean> {
  if (!(await isFile(path))) return false;
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
