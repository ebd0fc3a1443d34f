import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { excerpt } from '../../base/index.ts';
import { AdapterError } from '../adapter-error.ts';
import { notStarted } from '../not-started.ts';
import { settlesWithin } from '../patience.ts';
import { lineReader, MOST_BLANK } from './line-reader.ts';
import { signalGroup } from './process-group.ts';
import { readPaced } from './read-paced.ts';
import type { TextRing } from './text-ring.ts';

/** A program to start: argv, what is added to our environment. It runs in our working directory. */
export interface Command {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export interface ChildListener {
  line(text: string): void;
  /** It cannot go on: it exited, closed a pipe, or wrote an endless line. Called once, after its last line. */
  broken(error: AdapterError): void;
}

/** A line over this is no answer but a mistake; 1 MiB. */
export const LINE_LIMIT = 1024 * 1024;
/** A child that closed a pipe is mostly about to exit, and its exit code says more than the closed pipe. */
const EXIT_AFTER_CLOSE_MS = 2000;

/**
 * One started program, in a session and process group of its own, so that whatever it starts is ended with it.
 * What it writes to stdout arrives as lines, what it writes to stderr goes into the ring.
 */
export class Child {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #listener: ChildListener;
  readonly #stderr: TextRing;
  /** How it ended; null if it never started. */
  readonly #exit: Promise<AdapterError | null>;
  /** Ended, and everything that it wrote has been read. */
  readonly #exited: Promise<void>;

  private constructor(process: ChildProcessWithoutNullStreams, listener: ChildListener, stderr: TextRing) {
    this.#process = process;
    this.#listener = listener;
    this.#stderr = stderr;
    this.#exit = exitOf(process);
    this.#exited = this.#follow();
    this.#read();
  }

  static async start(command: Command, listener: ChildListener, stderr: TextRing): Promise<Child> {
    const [program = '', ...args] = command.argv;
    const process_ = spawn(program, args, {
      detached: true,
      env: { ...process.env, ...command.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    // Waiters for 'drain': as many as questions are under way.
    setMaxListeners(0, process_.stdin);
    const child = new Child(process_, listener, stderr);
    try {
      await once(process_, 'spawn');
    } catch (cause) {
      throw notStarted(program, cause);
    }
    return child;
  }

  /** Resolves when the line is on its way: a child that does not read its stdin holds the writer back. */
  async write(line: string, signal: AbortSignal): Promise<void> {
    const { stdin } = this.#process;
    while (stdin.writableNeedDrain) await once(stdin, 'drain', { signal });
    if (stdin.writable) stdin.write(`${line}\n`);
  }

  closeInput(): void {
    this.#process.stdin.end();
  }

  exitsWithin(ms: number): Promise<boolean> {
    return settlesWithin(this.#exited, ms);
  }

  /** End of input, which means `bye`; then SIGTERM, then SIGKILL, `graceMs` apart. Nothing of its group is left. */
  async end(graceMs: number): Promise<void> {
    this.closeInput();
    if (await this.exitsWithin(graceMs)) return;
    signalGroup(this.#process.pid, 'SIGTERM');
    if (await this.exitsWithin(graceMs)) return;
    await this.kill();
  }

  async kill(): Promise<void> {
    signalGroup(this.#process.pid, 'SIGKILL');
    await this.#exited;
  }

  #read(): void {
    const { stdin, stdout, stderr } = this.#process;
    const read = lineReader(LINE_LIMIT, {
      line: (text) => this.#listener.line(text),
      tooLong: (start) => this.#listener.broken(tooLong(start)),
      tooManyBlank: () => this.#listener.broken(tooManyBlank()),
    });
    stdout.on('data', read);
    readPaced(stderr, (chunk) => this.#stderr.push(chunk));
    stdin.on('error', () => void this.#closed('standard input'));
    stdout.on('end', () => void this.#closed('standard output'));
  }

  async #closed(pipe: string): Promise<void> {
    if (await settlesWithin(this.#exit, EXIT_AFTER_CLOSE_MS)) return;
    this.#listener.broken(
      new AdapterError(
        'adapter-closed-pipe',
        `the adapter closed its ${pipe} and went on running`,
        'it must read and answer until it is sent `bye` or its standard input ends',
      ),
    );
  }

  async #follow(): Promise<void> {
    const error = await this.#exit;
    // What it started must not outlive it; this also closes our ends of the pipes they share.
    if (error) signalGroup(this.#process.pid, 'SIGKILL');
    await this.#drained();
    if (!error) return;
    const last = this.#stderr.read().trim().split('\n').at(-1);
    this.#listener.broken(last ? said(error, last) : error);
  }

  /** The pipes may be held open by a process that left the group; they are not waited for. */
  async #drained(): Promise<void> {
    const { stdout, stderr } = this.#process;
    const closed = [stdout, stderr].map((pipe) => pipe.closed || once(pipe, 'close'));
    await settlesWithin(Promise.allSettled(closed), EXIT_AFTER_CLOSE_MS);
    stdout.destroy();
    stderr.destroy();
  }
}

function exitOf(process: ChildProcessWithoutNullStreams): Promise<AdapterError | null> {
  return new Promise((resolve) => {
    process.once('error', () => resolve(null));
    process.once('exit', (code, signal) => resolve(exited(code, signal)));
  });
}

function exited(code: number | null, signal: NodeJS.Signals | null): AdapterError {
  const how = signal ? `was ended by ${signal}` : `exited with code ${code}`;
  const hint =
    'start it by hand and type a message to see why; it must run until `bye` or the end of its input';
  return new AdapterError('adapter-exited', `the adapter ${how}`, hint);
}

function said(error: AdapterError, last: string): AdapterError {
  return new AdapterError(error.code, `${error.what}, last on stderr: ${excerpt(last, 200)}`, error.hint);
}

function tooLong(start: string): AdapterError {
  return new AdapterError(
    'adapter-long-line',
    `the adapter wrote a line of more than 1 MiB that starts ${JSON.stringify(excerpt(start, 60))}`,
    'one answer is one line of JSON; end it with a line feed, and write everything else to stderr',
  );
}

function tooManyBlank(): AdapterError {
  return new AdapterError(
    'adapter-flood',
    `the adapter wrote more than ${MOST_BLANK} blank lines one after another`,
    'one answer is one line of JSON; write nothing else to stdout',
  );
}
