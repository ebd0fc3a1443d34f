/**
 * What `signpost` does first. Plain JavaScript, because it is also what waits outside the sandbox, and loading TypeScript (0.3 s)
 * only to start a second Node would be felt at every command.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BUILT, missingBuild } from './base/built.mjs';
import { calledAs, noteCall } from './base/called-as.mjs';
import { settleCache } from './base/usable-cache.mjs';
import { missingWorkingFolder } from './base/working-folder.mjs';
import { VERBS } from './commands/verbs.mjs';
import { WHAT_WORKS } from './commands/what-works.mjs';
import { bundle, loadBundled } from './sandbox/bundle.mjs';
import { otherSystem } from './sandbox/other-system.mjs';
import { TICKET } from './sandbox/pass.mjs';
import { importSource, keepCompiled, loadTypeScript, missingPackages } from './sandbox/typescript.mjs';

const SIGNPOST = join(import.meta.dirname, 'signpost.mjs');

/**
 * Leaves the exit code in `process.exitCode`.
 * @param {string[]} argv
 */
export async function start(argv) {
  const ticket = process.env[TICKET] === undefined ? undefined : await believedTicket();
  endIf(missingWorkingFolder());
  endIf(missingBuild());
  settleCache();
  noteCall(ticket?.called ?? calledAs(thisCall()));
  if (ticket !== undefined || !wantsSandbox(argv)) {
    const { main, bundled } = await commandLine(argv, ticket);
    await main(argv, ticket, bundled);
    return;
  }
  endIf(elsewhere());
  const { program = false, recorded = false } = VERBS.find(({ name }) => name === argv[0]) ?? {};
  const { enterSandbox } = await import('./sandbox/enter.mjs');
  process.exitCode = await enterSandbox([SIGNPOST, ...argv], {
    program,
    recorded,
    without: WHAT_WORKS,
  }).catch(complain);
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
 * @param {string[]} argv
 * @param {import('./sandbox/ticket.mjs').Ticket | undefined} ticket
 * @returns {Promise<{ main: typeof import('./cli.ts').main, bundled?: string }>}
 */
async function commandLine(argv, ticket) {
  keepCompiled();
  if (BUILT !== undefined) {
    const { main } = await importSource('cli.ts', () => import('./cli.ts'));
    return { main, bundled: BUILT };
  }
  const bundled = ticket === undefined ? await bundle() : ticket.bundle;
  if (bundled !== undefined) {
    const module = loadBundled(bundled, 'cli', `cli-${verbOf(argv)}`);
    if (module !== undefined) return { main: module.main, bundled };
  }
  requirePackages();
  await loadTypeScript();
  return import('./cli.ts');
}

/** @param {string[]} words */
const verbOf = (words) => VERBS.find(({ name }) => name === words[0])?.name ?? 'none';

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
  const { tell } = await importSource(
    'commands/cli/complaint.ts',
    () => import('./commands/cli/complaint.ts'),
  );
  process.stderr.write(tell(error));
  return 2;
}

/** What is to be said on a system that has no sandbox. */
function elsewhere() {
  const system = otherSystem();
  if (system === undefined) return undefined;
  return [`error no-sandbox: on ${system.name}, ${WHAT_WORKS}`, ...system.ways].join('\n  ').concat('\n');
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
