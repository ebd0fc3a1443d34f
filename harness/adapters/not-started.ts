import { excerpt, shellWord } from '../base/index.ts';
import { AdapterError } from './adapter-error.ts';

/** Why a program could not be started, from the error of `spawn`. */
export function notStarted(program: string, cause: unknown): AdapterError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  const hints: Readonly<Record<string, string>> = {
    ENOENT: 'is it installed, and on PATH? For a script, is the interpreter of its first line there?',
    EACCES: `make it executable (chmod +x), or name its interpreter: -i ${shellWord(`python3 ${shellWord(program)}`)}`,
    ENOEXEC: 'a script needs a first line such as #!/usr/bin/env python3',
    E2BIG: 'the name or the body is too long for a command line',
  };
  const hint = hints[code] ?? 'start it by hand with the same command line to see why';
  return new AdapterError('adapter-not-started', `cannot start ${excerpt(program)} (${code})`, hint, {
    cause,
  });
}
