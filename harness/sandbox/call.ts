import { execFile } from 'node:child_process';
import { HarnessError, ownCommand } from '../base/index.ts';

/** Which package brings a program, on Debian. */
const PACKAGES: Readonly<Record<string, string>> = {
  ip: 'iproute2',
  sh: 'dash',
  mount: 'mount',
  umount: 'mount',
};

/** Runs one of the system's programs with lines on its stdin. Any output on stderr or exit code but 0 is a fault. */
export async function call(
  program: string,
  args: readonly string[],
  lines: readonly string[] = [],
): Promise<void> {
  const end = await run(program, args, lines.map((line) => `${line}\n`).join(''));
  if (end === undefined) return;
  if (end.error.code === 'ENOENT') {
    const hint = `apt-get install ${PACKAGES[program]}`;
    throw new HarnessError('sandbox-tool-missing', `the program \`${program}\` is missing`, hint, end.error);
  }
  const what = `\`${program}\` could not furnish the sandbox: ${end.stderr.trim() || end.error.message}`;
  throw new HarnessError(
    'sandbox-refused',
    what,
    `\`${ownCommand('doctor')}\` says what this machine lacks`,
    end.error,
  );
}

function run(
  program: string,
  args: readonly string[],
  input: string,
): Promise<{ error: { code?: unknown; message: string }; stderr: string } | undefined> {
  return new Promise((resolve) => {
    const child = execFile(program, args, (error, _stdout, stderr) =>
      resolve(error ? { error, stderr } : undefined),
    );
    // A program that ends early tells why by its exit code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
