import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** A client in a process of its own: settings on its stdin, result on its stdout. */
export async function runClient<Result>(file: string, settings: unknown): Promise<Result> {
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(settings));
  const told = await text(child.stdout);
  return JSON.parse(told) as Result;
}
