import { AdapterError } from '../adapter-error.ts';
import type { Command } from './program.ts';

/** Of many missing files the first ones lead to the folder that is to be shown. */
const NAMED = 3;

/** The same error; where what the program said names a path that is hidden from it, or it may not read what it is shown, this is the hint. */
export function withHidden(error: AdapterError, said: string, command: Command): AdapterError {
  const { confinement, folder = process.cwd() } = command;
  const program = { ...command, cwd: folder };
  const hidden = confinement?.hiddenIn(said, program).slice(0, NAMED) ?? [];
  const closed = confinement?.closedTo(program).slice(0, NAMED) ?? [];
  const hints = [
    ...(hidden.length > 0
      ? [`hidden from it: ${hidden.join(', ')}; give ${hidden.map((path) => `--bind ${path}`).join(' ')}`]
      : []),
    ...(closed.length > 0
      ? [
          `it runs as a user of no rights, who may not read ${closed.join(', ')}: chmod -R o+rX ${closed.join(' ')}`,
        ]
      : []),
  ];
  if (hints.length === 0) return error;
  return new AdapterError(error.code, error.what, hints.join('; '), { cause: error });
}
