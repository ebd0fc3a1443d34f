#!/usr/bin/env node
/**
 * The command `signpost`. It imports nothing before it listens for faults: whatever ends it that nobody has thought of, while
 * it loads or later, is an error with exit code 2, as 1 would be a finding about somebody else.
 */
import { writeSync } from 'node:fs';

let done = false;

/** As `commands/cli/complaint.ts` has it, which may not be loaded any more. */
const OUT_OF_FILES = `error too-many-files: the limit of open files of this shell is too low to begin
  raise it: ulimit -n 4096
`;

/**
 * What it quotes may have lines of its own: none begins where one of ours would, and none has controls.
 * @param {unknown} error
 */
function tellFault(error) {
  if (/^E[MN]FILE$/.test(Object(error).code)) {
    writeSync(2, OUT_OF_FILES);
    return;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const lines = text.split(/[\n\r\u2028\u2029]+/).map((line) => `  ${line.replace(/\p{C}/gu, '')}\n`);
  try {
    writeSync(2, `error internal: this is a fault in Signpost itself, please report it\n${lines.join('')}`);
  } catch {
    // Then the exit code is all there is.
  }
}

// Rejections that nobody handles come here, too.
process.on('uncaughtException', (error) => {
  tellFault(error);
  process.exit(2);
});
process.on('exit', (code) => {
  if (done || code !== 0) return;
  tellFault('it waits for something that cannot come any more');
  process.exitCode = 2;
});

const { start } = await import('./start.mjs');
await start(process.argv.slice(2));
done = true;
