import { once, setMaxListeners } from 'node:events';
import type { Writable } from 'node:stream';
import { excerpt } from '../../base/index.ts';
import { AdapterError } from '../adapter-error.ts';
import { settlesWithin } from '../patience.ts';
import { withHidden } from './hidden-hint.ts';
import { lineReader, MOST_BLANK } from './line-reader.ts';
import { type Command, type Exit, howItEnded, Program } from './program.ts';
import { readPaced } from './read-paced.ts';
import type { TextRing } from './text-ring.ts';

export interface ChildListener {
  line(text: string): void;
  /** It cannot go on: it exited, closed a pipe, or wrote an endless line. Called once, after its last line. */
  broken(error: AdapterError): void;
}

/** A line over this is no answer but a mistake; 1 MiB. */
export const LINE_LIMIT = 1024 * 1024;
/** A child that closed a pipe is mostly about to exit, and its exit code says more than the closed pipe. */
const EXIT_AFTER_CLOSE_MS = 2000;

/** One started program. What it writes to stdout arrives as lines, what it writes to stderr goes into the ring. */
export class Child {
  readonly #command: Command;
  readonly #program: Program;
  readonly #stdin: Writable;
  readonly #listener: ChildListener;
  readonly #stderr: TextRing;
  /** Ended, and everything that it wrote has been read. */
  readonly #exited: Promise<void>;

  private constructor(command: Command, program: Program, listener: ChildListener, stderr: TextRing) {
    this.#command = command;
    this.#program = program;
    this.#stdin = program.stdin as Writable;
    this.#listener = listener;
    this.#stderr = stderr;
    // Waiters for 'drain': as many as questions are under way.
    setMaxListeners(0, this.#stdin);
    this.#exited = this.#follow();
    this.#read();
  }

  static async start(command: Command, listener: ChildListener, stderr: TextRing): Promise<Child> {
    return new Child(command, await Program.start(command, 'pipe'), listener, stderr);
  }

  /** Resolves when the line is on its way: a child that does not read its stdin holds the writer back. */
  async write(line: string, signal: AbortSignal): Promise<void> {
    const stdin = this.#stdin;
    while (stdin.writableNeedDrain) await once(stdin, 'drain', { signal });
    if (stdin.writable) stdin.write(`${line}\n`);
  }

  closeInput(): void {
    this.#stdin.end();
  }

  exitsWithin(ms: number): Promise<boolean> {
    return settlesWithin(this.#exited, ms);
  }

  /** End of input, which means `bye`; then SIGTERM, then SIGKILL, `graceMs` apart. Nothing of its group is left. */
  async end(graceMs: number): Promise<void> {
    this.closeInput();
    if (await this.exitsWithin(graceMs)) return;
    this.#program.terminate();
    if (await this.exitsWithin(graceMs)) return;
    await this.kill();
  }

  async kill(): Promise<void> {
    this.#program.kill();
    await this.#exited;
  }

  #read(): void {
    const { stdout, stderr } = this.#program;
    const read = lineReader(LINE_LIMIT, {
      line: (text) => this.#listener.line(text),
      tooLong: (start) => this.#listener.broken(tooLong(start)),
      tooManyBlank: () => this.#listener.broken(tooManyBlank()),
    });
    stdout.on('data', read);
    readPaced(stderr, (chunk) => this.#stderr.push(chunk));
    this.#stdin.on('error', () => void this.#closed('standard input'));
    stdout.on('end', () => void this.#closed('standard output'));
  }

  async #closed(pipe: string): Promise<void> {
    if (await settlesWithin(this.#program.exit, EXIT_AFTER_CLOSE_MS)) return;
    this.#listener.broken(
      new AdapterError(
        'adapter-closed-pipe',
        `the adapter closed its ${pipe} and went on running`,
        'it must read and answer until it is sent `bye` or its standard input ends',
      ),
    );
  }

  async #follow(): Promise<void> {
    const exit = await this.#program.drained(EXIT_AFTER_CLOSE_MS);
    const neverRan = await this.#program.neverRan();
    if (neverRan) return this.#listener.broken(neverRan);
    const error = exited(exit);
    const last = this.#stderr.read().trim().split('\n').at(-1);
    this.#listener.broken(withHidden(last ? said(error, last) : error, this.#stderr.read(), this.#command));
  }
}

function exited(exit: Exit): AdapterError {
  const hint =
    'start it by hand and type a message to see why; it must run until `bye` or the end of its input, unless it is started for every question and has {server} in its command line';
  return new AdapterError('adapter-exited', `the adapter ${howItEnded(exit)}`, hint);
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
