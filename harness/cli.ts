/** The command line: argv to a verb, and its end to an exit code. */
import { writeSync } from 'node:fs';
import { constants } from 'node:os';
import { Command, CommanderError } from 'commander';
import { asCalled, guardOutput, ownCommand, SignpostError } from './base/index.ts';
import { block, tell } from './commands/cli/complaint.ts';
import { keepLibraryIn } from './commands/cli/kept-library.ts';
import { signpostVersion } from './commands/cli/project.ts';
import { VERBS } from './commands/verbs.mjs';
import { WHAT_WORKS } from './commands/what-works.mjs';
import type { Ticket } from './sandbox/index.ts';

const USAGE = 64;
const BROKEN = 2;

/**
 * Runs one verb and leaves its exit code in `process.exitCode`. With a ticket, it first furnishes the sandbox.
 * `bundle` is the folder that this was started from, if it was one.
 */
export async function main(argv: readonly string[], ticket?: Ticket, bundle?: string): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    guardOutput(stream);
    stream.on('error', endUnheard);
  }
  if (bundle !== undefined) keepLibraryIn(bundle);
  try {
    const { words, program } = splitProgram(argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv);
    if (ticket) await settleIn(ticket);
    await using _ahead = ticket && (await worldAheadOf(words));
    const commands = await commandLine(words[0], program);
    await commands.parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : USAGE;
      return;
    }
    process.stderr.write(tell(error));
    process.exitCode = isAuthors(error) ? USAGE : BROKEN;
  }
}

/** `signpost … | head` and a terminal that was closed end quietly, as by the signal that they would be to others. */
function endUnheard({ code, message }: NodeJS.ErrnoException): void {
  if (code === 'EPIPE') process.exit(128 + constants.signals.SIGPIPE);
  if (code === 'EIO') process.exit(128 + constants.signals.SIGHUP);
  // Nothing is told any more; to the other stream it may be.
  writeQuietly(`error output-lost: what this command says cannot be written: ${message}\n`);
  process.exit(BROKEN);
}

function writeQuietly(text: string): void {
  try {
    writeSync(2, text);
  } catch {
    // Then the exit code is all there is.
  }
}

/** What the user typed names nothing that there is, whichever room finds that out. */
const MISNAMED: readonly string[] = [
  'unknown-id',
  'implementation-unknown',
  'bad-name',
  'named-twice',
  'option-unused',
  'record-unreadable',
  'record-without-run',
];

/** Mistakes in what the user wrote or named, as opposed to faults of ours or of an adapter. */
function isAuthors(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isAuthors);
  if (error instanceof SignpostError && MISNAMED.includes(error.code)) return true;
  return error instanceof Error && error.name === 'ScenarioError';
}

async function settleIn(ticket: Ticket): Promise<void> {
  const { furnish, holdParentPipe } = await import('./sandbox/index.ts');
  holdParentPipe(ticket);
  await furnish(ticket.authority);
}

/** Opens the world that the verb is going to take, if it takes one. */
async function worldAheadOf(words: readonly string[]): Promise<AsyncDisposable | undefined> {
  if (!VERBS.find(({ name }) => name === words[0])?.ahead?.(words)) return undefined;
  const { openAhead } = await import('./commands/cli/world-ahead.ts');
  return openAhead();
}

/** What follows `--` is the program's own, whatever it looks like. */
function splitProgram(argv: readonly string[]): { words: readonly string[]; program?: readonly string[] } {
  const at = argv.indexOf('--');
  const takesProgram = VERBS.some((verb) => verb.program && verb.name === argv[0]);
  return takesProgram && at >= 0
    ? { words: argv.slice(0, at), program: argv.slice(at + 1) }
    : { words: argv };
}

async function commandLine(
  called: string | undefined,
  program: readonly string[] | undefined,
): Promise<Command> {
  const all = new Command(ownCommand())
    .description(
      'Puts Matrix resolvers and homeservers into a closed internet of its own,\nand judges on the wire whether they find the right server.',
    )
    .version(signpostVersion())
    .addHelpText('after', asCalled(EXAMPLES))
    .configureOutput({ outputError: (text, write) => write(block(text.trimEnd())) })
    .exitOverride();
  for (const { name, summary, hidden = false, load } of VERBS) {
    const command = all.command(name, { hidden }).summary(summary).description(sentence(summary));
    if (name === called) (await load()).define(command, program, WHAT_WORKS);
  }
  return all;
}

const EXAMPLES = `
Examples:
  signpost run                         judge the reference resolver and whatever is installed
  signpost run -i ./my-resolver        judge your own
  signpost show well-known/port        what a case is about
  signpost shell -- curl https://port.well-known.test/.well-known/matrix/server
  signpost doctor                      what this machine lacks, and how to mend it

Exit code: 0 all as expected, 1 something unexpected, 2 an error of the harness or an adapter, 64 usage.`;

function sentence(summary: string): string {
  return `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
}
