import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants as files, openSync } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { constants } from 'node:os';
import { delimiter, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { excerpt, ownCommand } from '../../base/index.ts';
import { type Confinement, strayDescriptors } from '../../sandbox/index.ts';
import { AdapterError } from '../adapter-error.ts';
import { notStarted } from '../not-started.ts';
import { settlesWithin } from '../patience.ts';
import { signalGroup } from './process-group.ts';

/** A program to start: argv, and what is added to our environment. */
export interface Command {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where it runs; our working directory if left out. */
  readonly folder?: string;
  /** Words in which paths may stand that it needs, if they are not those of `argv`, which differ from start to start. */
  readonly words?: readonly string[];
  /** What it is shown of the hidden places in any case. */
  readonly needs?: readonly string[];
  /** What it may write to. */
  readonly data?: readonly string[];
  /** It has to be user 0. */
  readonly root?: boolean;
  /** Absent outside of the sandbox, where it cannot be kept to itself. */
  readonly confinement?: Confinement | undefined;
}

/** How a program ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** `exited with code 1`, `was ended by SIGSEGV`. */
export function howItEnded({ code, signal }: Exit): string {
  return signal ? `was ended by ${signal}` : `exited with code ${code}`;
}

/**
 * A started program: in namespaces of its own inside the sandbox, else in a session and process group of its own. What it
 * started ends with it.
 */
export class Program {
  readonly #child: ChildProcess;
  readonly #confined: boolean;
  readonly stdin: Writable | null;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** When it has ended, and whatever it left behind: of what is confined nothing runs any more. */
  readonly exit: Promise<Exit>;
  /** Why it could not be confined, which is no fault of its own. */
  readonly #complaint: Promise<string>;

  private constructor(child: ChildProcess, confined: boolean) {
    this.#child = child;
    this.#confined = confined;
    this.stdin = child.stdin;
    this.stdout = child.stdout as Readable;
    this.stderr = child.stderr as Readable;
    this.#complaint = confined ? textOf(child.stdio[COMPLAINTS] as Readable) : Promise.resolve('');
    this.exit = new Promise((settle) => {
      child.once('error', () => settle({ code: null, signal: null }));
      child.once('exit', (code, signal) => {
        // What stayed in its group, or, if the shells of ours were ended by force, in its namespaces.
        signalGroup(child.pid, 'SIGKILL');
        settle(confined ? asTold(code, signal) : { code, signal });
      });
    });
  }

  /** Rejects with an AdapterError if it cannot be started. */
  static async start(command: Command, input: 'pipe' | 'ignore'): Promise<Program> {
    const { argv, env, folder = process.cwd(), confinement } = command;
    const [program = ''] = argv;
    if (confinement) await requireProgram(program, folder, env.PATH ?? process.env.PATH ?? '');
    const confined = confinement?.confine({ ...command, cwd: folder });
    const [first = '', ...args] = confined?.argv ?? argv;
    const child = spawn(first, args, {
      ...(confined ? {} : { cwd: folder }),
      detached: true,
      env: confined?.env ?? { ...process.env, ...env },
      stdio: [input, 'pipe', 'pipe', ...(confined ? ['pipe' as const, ...withoutStray()] : [])],
    });
    const started = new Program(child, confined !== undefined);
    try {
      await once(child, 'spawn');
    } catch (cause) {
      throw notStarted(program, cause);
    }
    return started;
  }

  /** Why it never ran, if that is so, once it has ended. */
  async neverRan(): Promise<AdapterError | undefined> {
    const [{ code }, complaint] = await Promise.all([this.exit, this.#complaint]);
    if (code !== NOT_CONFINED || complaint.trim() === '') return undefined;
    const what = `it could not be kept to itself: ${excerpt(complaint.trim())}`;
    return new AdapterError(
      'adapter-not-started',
      what,
      `\`${ownCommand('doctor')}\` says what this machine lacks`,
    );
  }

  /** It has ended, and what it wrote has been read; of a pipe that somebody else holds open, for `ms` at most. */
  async drained(ms: number): Promise<Exit> {
    const exit = await this.exit;
    const { stdout, stderr } = this;
    const closed = [stdout, stderr].map((pipe) => pipe.closed || once(pipe, 'close'));
    await settlesWithin(Promise.allSettled(closed), ms);
    stdout.destroy();
    stderr.destroy();
    return exit;
  }

  /** SIGTERM, to all that it started. */
  terminate(): void {
    signalGroup(this.#child.pid, 'SIGTERM');
  }

  /** SIGKILL; `exit` settles when it is over. */
  kill(): void {
    if (!this.#confined) signalGroup(this.#child.pid, 'SIGKILL');
    // The shell that waits for the namespaces to be empty has to live as long as they.
    else this.#child.kill('SIGUSR1');
  }
}

/** As `confine/first-process.ts` has it. */
const COMPLAINTS = 3;
const NOT_CONFINED = 125;

let nothing: number | undefined;

/** For `spawn`: something harmless in place of each descriptor that our own starter left open. */
function withoutStray(): readonly ('ignore' | number)[] {
  const stray = strayDescriptors().filter((descriptor) => descriptor > COMPLAINTS);
  const last = stray.at(-1) ?? COMPLAINTS;
  nothing ??= openSync('/dev/null', 'r');
  const harmless = nothing;
  return Array.from({ length: last - COMPLAINTS }, (_, i) =>
    stray.includes(i + COMPLAINTS + 1) ? harmless : 'ignore',
  );
}

async function textOf(pipe: Readable): Promise<string> {
  let text = '';
  pipe.setEncoding('utf8').on('data', (part: string) => {
    text += part;
  });
  pipe.on('error', () => {});
  await once(pipe, 'close');
  return text;
}

/** A shell tells a signal as 128 and its number. */
function asTold(code: number | null, signal: NodeJS.Signals | null): Exit {
  const [name] =
    Object.entries(constants.signals).find(([, number]) => code !== null && code === 128 + number) ?? [];
  return name === undefined ? { code, signal } : { code: null, signal: name as NodeJS.Signals };
}

/** The same errors that `spawn` has, which sees only the programs around it. */
async function requireProgram(program: string, folder: string, path: string): Promise<void> {
  const candidates = program.includes('/')
    ? [resolve(folder, program)]
    : path.split(delimiter).map((one) => resolve(one, program));
  let cause = Object.assign(new Error(`spawn ${program} ENOENT`), { code: 'ENOENT' });
  for (const candidate of candidates) {
    const found = await stat(candidate).catch(() => undefined);
    if (found === undefined) continue;
    const runs = await access(candidate, files.X_OK).then(
      () => found.isFile(),
      () => false,
    );
    if (runs) return;
    cause = Object.assign(new Error(`spawn ${program} EACCES`), { code: 'EACCES' });
  }
  throw notStarted(program, cause);
}
