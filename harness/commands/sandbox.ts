import type { Command } from 'commander';
import { runProgram } from './program.ts';

export function define(command: Command): void {
  command
    .argument('<command...>', 'the program and its arguments')
    .passThroughOptions()
    .addHelpText('after', '\nExample:\n  signpost sandbox -- ip route show table all')
    .action(async (words: string[]) => {
      process.exitCode = await runProgram(words);
    });
}
