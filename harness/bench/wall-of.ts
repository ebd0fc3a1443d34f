import { spawn } from 'node:child_process';
import { HarnessError } from '../base/index.ts';

/** Milliseconds from starting a command to its end, which has to be a good one. */
export async function wallOf([program = '', ...args]: readonly string[], cwd?: string): Promise<number> {
  const started = performance.now();
  const child = spawn(program, args, { stdio: 'ignore', ...(cwd !== undefined && { cwd }) });
  const code = await new Promise<number | string | null>((resolve) => {
    child.once('error', ({ message }) => resolve(message));
    child.once('exit', resolve);
  });
  if (code === 0) return performance.now() - started;
  const what = `\`${[program, ...args].join(' ')}\` ended with ${code}`;
  throw new HarnessError('trial-failed', what, 'run it by hand to see why');
}
