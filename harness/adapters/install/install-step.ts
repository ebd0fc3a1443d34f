import { type ChildProcess, spawn } from 'node:child_process';
import { type FileHandle, open } from 'node:fs/promises';
import { printable } from '../../base/index.ts';
import { AdapterError } from '../adapter-error.ts';
import { signalGroup } from '../process/process-group.ts';
import { toolMissing } from './tool.ts';

export interface InstallStep {
  readonly argv: readonly string[];
  readonly folder: string;
  /** Everything that the command prints is added to this file. */
  readonly log: string;
  readonly signal: AbortSignal | undefined;
  /** Called every ten seconds with the last line that the command printed. */
  readonly onWaiting: (seconds: number, lastLine: string) => void;
}

const WAITING_MS = 10_000;
const LAST_LINES = 15;
const TAIL_BYTES = 4096;

/** Runs one command of an install to its end. */
export async function runStep({ argv, folder, log, signal, onWaiting }: InstallStep): Promise<void> {
  signal?.throwIfAborted();
  await using file = await open(log, 'a+');
  await file.write(`$ ${argv.join(' ')}\n`);
  const [program = '', ...args] = argv;
  const child = spawn(program, args, {
    cwd: folder,
    env: environment(),
    stdio: ['ignore', file.fd, file.fd],
    // A process group of its own, so that an interrupted build ends with the compilers it has started.
    detached: true,
  });
  const stop = () => signalGroup(child.pid, 'SIGKILL');
  signal?.addEventListener('abort', stop);
  const started = performance.now();
  const waiting = setInterval(async () => {
    // The command may end, and the file be closed, while this reads.
    const last = (await lastLines(file).catch(() => [])).at(-1) ?? '';
    onWaiting(Math.round((performance.now() - started) / 1000), last);
  }, WAITING_MS);
  try {
    const end = await ended(child, program);
    signal?.throwIfAborted();
    if (end !== 'exit 0') throw failed(argv, end, await lastLines(file), log);
  } finally {
    signal?.removeEventListener('abort', stop);
    clearInterval(waiting);
  }
}

/** `exit 101`, `SIGKILL`. */
function ended(child: ChildProcess, program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('error', (error: NodeJS.ErrnoException) => {
      // EACCES also comes of a folder on the PATH that may not be searched.
      const absent = error.code === 'ENOENT' || (error.code === 'EACCES' && !program.includes('/'));
      reject(absent ? toolMissing(program) : error);
    });
    child.once('close', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
}

function failed(argv: readonly string[], end: string, said: readonly string[], log: string): AdapterError {
  const words = said.map((line) => `\n    ${line}`).join('');
  const what = `\`${argv.join(' ')}\` ended with ${end}, after:${words}\n `;
  return new AdapterError('install-failed', what, `all it said is in ${log}`);
}

async function lastLines(file: FileHandle): Promise<string[]> {
  const { size } = await file.stat();
  const from = Math.max(0, size - TAIL_BYTES);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size - from), 0, size - from, from);
  const lines = buffer.toString('utf8', 0, bytesRead).split(/[\r\n]+/);
  // The first one is whole only at the start of the file.
  return lines
    .slice(from > 0 ? 1 : 0)
    .map((line) => printable(line).trimEnd())
    .filter((line) => line !== '')
    .slice(-LAST_LINES);
}

/** `npx signpost install` hands down what npm knows of our own package; another npm would take it for its own. */
function environment(): NodeJS.ProcessEnv {
  const ours = /^(npm_package_|npm_lifecycle_|npm_config_local_prefix$|INIT_CWD$)/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.test(name)));
}
