import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { causeOf } from '../../base/index.ts';
import { ScenarioError } from '../../scenario/index.ts';

/** Writes a file that was not there before, and the folders that lead to it; false where it was. `shown`: as it is told. */
export async function writeNewFile(file: string, shown: string, text: string): Promise<boolean> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    // Of a folder it means that a file has its name.
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && syscall === 'open') return false;
    const what = `cannot write ${shown}: ${causeOf(error)}`;
    throw new ScenarioError({ code: 'unwritable', what, hint: 'call it in a folder that you may write to' });
  }
}
