import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { HarnessError } from '../../base/index.ts';

/** Signals that are the program's own business while it runs. */
const PASSED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'];

/** Programs in `shell` and `sandbox` are the user's own. */
export const NOTHING_HIDDEN = 'The network is closed; your files are as outside';

/** What the user types into. */
export const ownShell = (): string => process.env.SHELL || '/bin/sh';

/** Runs a program on our own stdin, stdout and stderr; its exit code, or 128 + the number of the signal that ended it. */
export async function runProgram([program = '', ...args]: readonly string[]): Promise<number> {
  let child: ChildProcess | undefined;
  // Before it starts: a signal that came in between would end us and leave its exit code untold.
  const release = PASSED.map((signal) => {
    // From a terminal the program has had these already.
    const fromTerminal = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT');
    const pass = () => void (fromTerminal || child?.kill(signal));
    process.on(signal, pass);
    return () => process.off(signal, pass);
  });
  try {
    child = spawn(program, args, { stdio: 'inherit' });
    const end = await ended(child);
    if ('error' in end) throw cannotStart(program, end.error);
    return end.code ?? 128 + (end.signal ? constants.signals[end.signal] : 0);
  } finally {
    for (const undo of release) undo();
  }
}

type End =
  | { readonly code: number | null; readonly signal: NodeJS.Signals | null }
  | { readonly error: NodeJS.ErrnoException };

function ended(child: ChildProcess): Promise<End> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ error }));
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

function cannotStart(program: string, cause: NodeJS.ErrnoException): HarnessError {
  // EACCES also comes of a folder on the PATH that may not be searched.
  const absent = cause.code === 'ENOENT' || cause.code === 'EACCES';
  const why = absent ? 'there is no such program on the PATH that may be run' : cause.message;
  const hint = 'give a program and its arguments after --';
  return new HarnessError('program-not-started', `cannot start \`${program}\`: ${why}`, hint, cause);
}
