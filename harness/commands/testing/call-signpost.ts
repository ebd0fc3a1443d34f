/** The command as the tests of this room call it: a process of its own, and what came of it. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { readRun } from '../../record/index.ts';

const SIGNPOST = path.join(import.meta.dirname, '..', '..', 'signpost.mjs');

export interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** It calls itself `npx signpost`, whatever the tests were started by. Records of `run` go to `reports` in `folder`. `env` is added to the environment. */
export function callSignpost(
  folder: string,
  [verb = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<End> {
  const reports = verb === 'run' ? ['--reports', path.join(folder, 'reports')] : [];
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [SIGNPOST, verb, ...reports, ...args],
      { env: { ...process.env, npm_lifecycle_event: 'test', npm_config_user_agent: 'npm/11', ...env } },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

export function latestRun(folder: string) {
  return readRun(path.join(folder, 'reports', 'latest.jsonl'));
}
