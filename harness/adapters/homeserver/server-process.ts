import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { excerpt } from '../../base/index.ts';
import { AdapterError } from '../adapter-error.ts';
import { settlesWithin } from '../patience.ts';
import { signalGroup } from '../process/process-group.ts';
import { readPaced } from '../process/read-paced.ts';
import type { TextRing } from '../process/text-ring.ts';

/** A program to start: argv, where, and what is added to our environment. */
export interface ServerCommand {
  readonly argv: readonly string[];
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A pipe that is still open this long after the end is held by a process that left the group. */
const DRAIN_MS = 500;

/**
 * A program that is not talked to through its pipes: what it writes, to stdout or stderr, is its log. It leads a process
 * group of its own, so that whatever it starts is ended with it.
 */
export class ServerProcess {
  readonly #process: ChildProcessByStdio<null, Readable, Readable>;
  /** It has ended, and what it wrote has been read. */
  readonly exit: Promise<Exit>;

  private constructor(child: ChildProcessByStdio<null, Readable, Readable>, log: TextRing) {
    this.#process = child;
    for (const pipe of [child.stdout, child.stderr]) {
      readPaced(pipe, (chunk) => log.push(chunk));
    }
    this.exit = this.#follow();
  }

  static async start({ argv, folder, env }: ServerCommand, log: TextRing): Promise<ServerProcess> {
    const [program = '', ...args] = argv;
    const child = spawn(program, args, {
      cwd: folder,
      detached: true,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new ServerProcess(child, log);
    try {
      await once(child, 'spawn');
    } catch (cause) {
      const hint = 'is it installed, and may it be executed? Start it by hand to see why';
      throw new AdapterError('adapter-not-started', `cannot start ${excerpt(program)}`, hint, { cause });
    }
    return started;
  }

  /** SIGTERM, then SIGKILL `graceMs` later. Nothing of its group is left. */
  async end(graceMs: number): Promise<void> {
    signalGroup(this.#process.pid, 'SIGTERM');
    if (await settlesWithin(this.exit, graceMs)) return;
    signalGroup(this.#process.pid, 'SIGKILL');
    await this.exit;
  }

  async #follow(): Promise<Exit> {
    const exit = await new Promise<Exit>((resolve) => {
      this.#process.once('error', () => resolve({ code: null, signal: null }));
      this.#process.once('exit', (code, signal) => resolve({ code, signal }));
    });
    signalGroup(this.#process.pid, 'SIGKILL');
    const { stdout, stderr } = this.#process;
    const closed = [stdout, stderr].map((pipe) => pipe.closed || once(pipe, 'close'));
    await settlesWithin(Promise.allSettled(closed), DRAIN_MS);
    stdout.destroy();
    stderr.destroy();
    return exit;
  }
}

/** `exited with code 1`, `was ended by SIGSEGV`. */
export function howItEnded({ code, signal }: Exit): string {
  return signal ? `was ended by ${signal}` : `exited with code ${code}`;
}
