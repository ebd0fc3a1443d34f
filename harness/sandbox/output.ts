import { execFile } from 'node:child_process';

/** What a program says on stdout; throws with what it says on stderr unless it ends with 0. */
export function output(program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(error.code === 'ENOENT' ? 'not found' : stderr.trim() || error.message));
    });
  });
}
