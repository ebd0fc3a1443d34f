/** The command line: argv to a verb, and its end to an exit code. */
import { Command, CommanderError } from 'commander';
import { tell } from './commands/complaint.ts';
import { VERBS } from './commands/verbs.mjs';
import { furnish, holdTether, type Ticket } from './sandbox/index.ts';

const USAGE = 64;
const BROKEN = 2;

/** Runs one verb and leaves its exit code in `process.exitCode`. With a ticket, it first furnishes the sandbox. */
export async function main(argv: readonly string[], ticket?: Ticket): Promise<void> {
  // `signpost … | head` ends quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
  try {
    if (ticket) {
      holdTether(ticket);
      await furnish(ticket.authority);
    }
    const program = await commandLine(argv[0]);
    await program.parseAsync([...argv], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : USAGE;
      return;
    }
    process.stderr.write(tell(error));
    process.exitCode = BROKEN;
  }
}

async function commandLine(called: string | undefined): Promise<Command> {
  const program = new Command('signpost')
    .description('A federation discovery test harness for Matrix.')
    .enablePositionalOptions()
    .exitOverride();
  for (const { name, summary, hidden = false, load } of VERBS) {
    const command = program.command(name, { hidden }).summary(summary).description(summary);
    if (name === called) (await load()).define(command);
  }
  return program;
}
