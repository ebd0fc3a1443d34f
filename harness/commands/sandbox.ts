import type { Command } from 'commander';
import { asCalled, visible } from '../base/index.ts';
import { NOTHING_HIDDEN, ownShell, runProgram } from './cli/program.ts';

const EXAMPLES = `
Examples:
  signpost sandbox                                  your shell: no name resolves, and nothing leads out
  signpost sandbox -- ip route show table all

In there, \`signpost run -i attach:http://127.0.0.1:8008\` judges a homeserver that you have started, under a debugger
say. It must take its name server from /etc/resolv.conf, and its authorities from the system or from $SSL_CERT_FILE.

Exit code: the program's own, 128 + N if signal N ended it.`;

export function define(command: Command, program: readonly string[] | undefined): void {
  command
    .usage('[options] [-- PROGRAM [ARGUMENT…]]')
    .addHelpText('after', asCalled(EXAMPLES))
    .action(async () => {
      if (program?.length === 0) command.error('error: give a program after --');
      if (!program)
        process.stderr.write(
          `signpost: ${visible(ownShell())} inside the sandbox; \`exit\` leaves it. ${NOTHING_HIDDEN}\n`,
        );
      process.exitCode = await runProgram(program ?? [ownShell()]);
    });
}
