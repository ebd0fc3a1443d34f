import { text } from 'node:stream/consumers';
import { Confinement, type ConfinementOptions } from '../../sandbox/index.ts';
import { type Command, type Exit, Program } from '../process/program.ts';

export interface Told extends Exit {
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts a program as implementations are started inside the sandbox, and reads all that it says. */
export async function tellsConfined(
  argv: readonly string[],
  options: ConfinementOptions = {},
  command: Partial<Command> = {},
): Promise<Told> {
  const confinement = new Confinement(options);
  const program = await Program.start({ argv, env: {}, confinement, ...command }, 'ignore');
  const [stdout, stderr, exit, neverRan] = await Promise.all([
    text(program.stdout),
    text(program.stderr),
    program.exit,
    program.neverRan(),
  ]);
  if (neverRan) throw neverRan;
  return { stdout, stderr, ...exit };
}

/** A shell script, confined. */
export const shellTells = (script: string, options?: ConfinementOptions, command?: Partial<Command>) =>
  tellsConfined(['sh', '-c', script], options, command);
