import { AdapterError } from '../adapter-error.ts';
import type { Command } from './program.ts';

/** Of many missing files the first ones lead to the folder that is to be shown. */
const NAMED = 3;

/** The same error; where what the program said names a path that is hidden from it, this is the hint. */
export function withHidden(error: AdapterError, said: string, command: Command): AdapterError {
  const { confinement, folder = process.cwd() } = command;
  const hidden = confinement?.hiddenIn(said, { ...command, cwd: folder }) ?? [];
  if (hidden.length === 0) return error;
  const paths = hidden.slice(0, NAMED);
  const hint = `hidden from it: ${paths.join(', ')}; give ${paths.map((path) => `--bind ${path}`).join(' ')}`;
  return new AdapterError(error.code, error.what, hint, { cause: error });
}
