import type { Command } from 'commander';
import { runProgram } from './program.ts';

const EXAMPLES = `
Example:
  signpost sandbox -- ip route show table all`;

export function define(command: Command, program: readonly string[] | undefined): void {
  command
    .usage('-- PROGRAM [ARGUMENT…]')
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      if (!program?.[0]) command.error('error: give a program after --');
      else process.exitCode = await runProgram(program);
    });
}
