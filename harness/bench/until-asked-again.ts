import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { HarnessError } from '../base/index.ts';

const LOOK_EVERY_MS = 3;

/** A run that watches a file, and the records that it leaves in a folder. */
export interface Watching {
  /** `signpost run … --watch FILE`, for Node. */
  readonly command: readonly string[];
  readonly file: string;
  readonly reports: string;
}

/** So many times the milliseconds from a change of the file to the first verdict in the record of the asking that follows. */
export async function untilAskedAgain(
  { command, file, reports }: Watching,
  times: number,
): Promise<readonly number[]> {
  const child = spawn(process.execPath, command, { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.once('close', resolve));
  const latest = path.join(reports, 'latest.jsonl');
  const taken: number[] = [];
  try {
    await until(child, () => has(latest, '"type":"end"'));
    for (let time = 1; time <= times; time++) {
      const before = realpathSync(latest);
      const started = performance.now();
      writeFileSync(file, `${time}\n`);
      await until(child, () => realpathSync(latest) !== before && has(latest, '"type":"verdict"'));
      taken.push(performance.now() - started);
      await until(child, () => has(latest, '"type":"end"'));
    }
    return taken;
  } finally {
    child.kill();
    await ended;
  }
}

async function until(child: ChildProcess, isSo: () => boolean): Promise<void> {
  while (!isSo()) {
    if (child.exitCode !== null)
      throw new HarnessError('no-verdict', 'a run that watches ended by itself', 'run it by hand to see why');
    await setTimeout(LOOK_EVERY_MS);
  }
}

function has(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'latin1').includes(text);
  } catch {
    return false;
  }
}
