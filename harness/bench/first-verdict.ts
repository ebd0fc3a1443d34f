import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { HarnessError } from '../base/index.ts';

const LOOK_EVERY_MS = 3;

/** Milliseconds from starting Node with a command line to the first verdict in the record; then it is ended. */
export async function untilFirstVerdict(command: readonly string[], reports: string): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, command, { stdio: 'ignore' });
  let running = true;
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      running = false;
      resolve();
    });
  });
  try {
    while (!hasVerdict(reports)) {
      if (!running) throw noVerdict(command);
      await setTimeout(LOOK_EVERY_MS);
    }
    return performance.now() - started;
  } finally {
    child.kill();
    await ended;
  }
}

function hasVerdict(reports: string): boolean {
  try {
    return readFileSync(path.join(reports, 'latest.jsonl'), 'latin1').includes('"type":"verdict"');
  } catch {
    return false;
  }
}

function noVerdict(command: readonly string[]): HarnessError {
  return new HarnessError(
    'no-verdict',
    `\`${command.join(' ')}\` ended without a verdict`,
    'run it by hand to see why',
  );
}
