/**
 * Draws the picture of the README anew, dark and light, from what the command prints now:
 *
 *   node --import tsx docs/pictures/draw.ts
 *
 * That takes a minute on a quiet machine. What a busy one is told of itself is left out; an overload is no picture of what users see.
 */
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { THEMES, terminalPicture, withoutColours } from './terminal-picture.ts';

const ROOT = path.join(import.meta.dirname, '..', '..');
const COLUMNS = '100';
const COMMAND = "npx signpost run -i 'python3 docs/examples/resolver.py'";

const output = await printed(COMMAND);
if (output.includes('harness overloaded')) throw new Error(`the machine has too much to do:\n${output}`);
const lines = untilFirstFailure(withoutMachine(output.trimEnd().split('\n')));
for (const [name, theme] of Object.entries(THEMES))
  writeFileSync(
    path.join(import.meta.dirname, `run-${name}.svg`),
    terminalPicture(COMMAND, [...lines, '', '  …'], theme),
  );

/** What stands on the screen in the end, colours included. */
async function printed(command: string): Promise<string> {
  const child = spawn('sh', ['-c', `${command} --color`], {
    cwd: ROOT,
    env: { ...process.env, COLUMNS },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return await text(child.stdout);
}

/** The remark that we or the machine were late, up to the blank line behind it. */
function withoutMachine(all: readonly string[]): readonly string[] {
  const remark = all.findIndex((line) => withoutColours(line).startsWith('  ! we or this machine were late'));
  return remark < 0 ? all : [...all.slice(0, remark), ...all.slice(all.indexOf('', remark))];
}

/** The first failure that is told in full is the last one that is drawn. */
function untilFirstFailure(all: readonly string[]): readonly string[] {
  const first = all.findIndex((line) => withoutColours(line).startsWith('FAIL '));
  const end = all.indexOf('', first);
  if (first < 0 || end < 0) throw new Error(`there is no failure in it:\n${all.join('\n')}`);
  return all.slice(0, end);
}
