/**
 * What `signpost` does first. Plain JavaScript, because it is also what waits outside the sandbox, and loading TypeScript (0.3 s)
 * only to start a second Node would be felt at every command.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { calledAs, noteCall } from './base/called-as.mjs';
import { missingWorkingFolder } from './base/working-folder.mjs';
import { VERBS } from './commands/verbs.mjs';
import { bundle, importBundled } from './sandbox/bundle.mjs';
import { TICKET } from './sandbox/pass.mjs';
import { keepCompiled, loadTypeScript, missingPackages } from './sandbox/typescript.mjs';

const SIGNPOST = join(import.meta.dirname, 'signpost.mjs');

/**
 * Leaves the exit code in `process.exitCode`.
 * @param {string[]} argv
 */
export async function start(argv) {
  const ticket = process.env[TICKET] === undefined ? undefined : await believedTicket();
  endIf(missingWorkingFolder());
  noteCall(ticket?.called ?? calledAs(thisCall()));
  if (ticket !== undefined || !wantsSandbox(argv)) {
    const { main, bundled } = await commandLine(ticket);
    await main(argv, ticket, bundled);
    return;
  }
  const { program = false, recorded = false } = VERBS.find(({ name }) => name === argv[0]) ?? {};
  const { enterSandbox } = await import('./sandbox/enter.mjs');
  process.exitCode = await enterSandbox([SIGNPOST, ...argv], { program, recorded }).catch(complain);
}

/** @returns {import('./base/called-as.mjs').Invocation} */
function thisCall() {
  const { argv0, env } = process;
  const script = process.argv[1] ?? SIGNPOST;
  const root = dirname(import.meta.dirname);
  return {
    ...{ script, real: realpathSync(script), root, cwd: process.cwd(), argv0, env },
    get packageName() {
      return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).name;
    },
  };
}

/** What each side needs is loaded on that side: a module costs a millisecond of a start. */
async function believedTicket() {
  const { insideTicket, TicketError } = await import('./sandbox/ticket.mjs');
  try {
    return insideTicket();
  } catch (error) {
    if (!(error instanceof TicketError)) throw error;
    process.stderr.write(`error ${error.code}: ${error.message}\n  ${error.hint}\n`);
    process.exit(2);
  }
}

/**
 * @param {import('./sandbox/ticket.mjs').Ticket | undefined} ticket
 * @returns {Promise<{ main: typeof import('./cli.ts').main, bundled?: string }>}
 */
async function commandLine(ticket) {
  keepCompiled();
  const bundled = ticket === undefined ? await bundle() : ticket.bundle;
  if (bundled !== undefined) {
    const module = await importBundled(bundled, 'cli');
    if (module !== undefined) return { main: module.main, bundled };
  }
  // Inside, it came with the command line, unless a bundle was to make it needless.
  if (ticket === undefined || bundled !== undefined) {
    requirePackages();
    await loadTypeScript();
  }
  return import('./cli.ts');
}

/** @param {string[]} words */
function wantsSandbox(words) {
  const separator = words.indexOf('--');
  const options = separator < 0 ? words : words.slice(0, separator);
  if (options.includes('--help') || options.includes('-h')) return false;
  // What the user started listens in the sandbox that it was started in: it can only be asked from there.
  if (options.some((word) => /^(-i|--implementation=)?([a-z0-9][a-z0-9._-]*=)?attach:/.test(word)))
    return false;
  return VERBS.some((verb) => verb.inside && verb.name === words[0]);
}

/** @param {unknown} error */
async function complain(error) {
  requirePackages();
  await loadTypeScript();
  const { tell } = await import('./commands/cli/complaint.ts');
  process.stderr.write(tell(error));
  return 2;
}

/** Without packages there is no bundle, and nothing that could be loaded. */
function requirePackages() {
  endIf(missingPackages());
}

/** @param {string | undefined} fault  as it is told */
function endIf(fault) {
  if (fault === undefined) return;
  process.stderr.write(fault);
  process.exit(2);
}
