/** The command as the tests of this room call it: a process of its own, and what came of it. */
import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readRun } from '../../record/index.ts';

const IN_TURN = path.join(import.meta.dirname, 'in-turn.mjs');
const SIGNPOST = path.join(import.meta.dirname, '..', '..', 'signpost.mjs');

export interface End {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandLine {
  readonly args: readonly string[];
  /** Added to the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** It calls itself `npx signpost`, whatever the tests were started by. Records of `run` go to `reports` in `folder`. `env` is added to the environment. */
export function callSignpost(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<End> {
  const words = withReports(folder, args);
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [SIGNPOST, ...words],
      { env: { ...process.env, npm_lifecycle_event: 'test', npm_config_user_agent: 'npm/11', ...env } },
      (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

/**
 * The same of many, one after the other in a single process inside the sandbox: a start of its own costs each of them most of
 * its time.
 */
export async function callInTurn(folder: string, lines: readonly CommandLine[]): Promise<readonly End[]> {
  const [calls, ends] = ['calls.json', 'ends.json'].map((name) => path.join(folder, name));
  if (calls === undefined || ends === undefined) throw new Error('there are two files');
  await rm(ends, { force: true });
  const words = lines.map(({ args, env }) => ({ args: withReports(folder, args), env }));
  await writeFile(calls, JSON.stringify(words));
  const program = [process.execPath, IN_TURN, calls, ends];
  const { code, stderr } = await callSignpost(folder, ['sandbox', '--', ...program]);
  if (code !== 0) throw new Error(`it ended with ${code}: ${stderr}`);
  return JSON.parse(await readFile(ends, 'utf8')) as End[];
}

function withReports(folder: string, [verb = '', ...args]: readonly string[]): readonly string[] {
  return verb === 'run' ? [verb, '--reports', path.join(folder, 'reports'), ...args] : [verb, ...args];
}

export function latestRun(folder: string) {
  return readRun(path.join(folder, 'reports', 'latest.jsonl'));
}
