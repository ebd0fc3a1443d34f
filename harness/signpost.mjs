#!/usr/bin/env node
/**
 * The command `signpost`. Plain JavaScript, because it is also what waits outside the sandbox, and loading
 * TypeScript (0.3 s) only to start a second Node would be felt at every command.
 */
import { missingWorkingFolder } from './base/working-folder.mjs';
import { VERBS } from './commands/verbs.mjs';
import { bundle, importBundled } from './sandbox/bundle.mjs';
import { enterSandbox, insideTicket } from './sandbox/enter.mjs';
import { keepCompiled, loadTypeScript, missingPackages } from './sandbox/typescript.mjs';

const argv = process.argv.slice(2);
const ticket = insideTicket();

endIf(missingWorkingFolder());
if (ticket === undefined && wantsSandbox(argv)) {
  const ownSignals = VERBS.some((verb) => verb.program && verb.name === argv[0]);
  process.exitCode = await enterSandbox([import.meta.filename, ...argv], { ownSignals }).catch(complain);
} else {
  const { main, bundled } = await commandLine();
  await main(argv, ticket, bundled);
}

/** @returns {Promise<{ main: typeof import('./cli.ts').main, bundled?: string }>} */
async function commandLine() {
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
  if (options.some((word) => /^(-i|--implementation=)?attach:/.test(word))) return false;
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
