import { type ChildProcess, spawn } from 'node:child_process';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Lag } from '../loop-watch.ts';

const PROGRAM = fileURLToPath(new URL('./watch.pl', import.meta.url));

export interface MachineListeners {
  hear(lag: Lag): void;
  /** Called once, when it cannot watch, or not any more, although nobody ended it. */
  absent(why: string): void;
}

/**
 * A small process that wakes every 50 ms and tells how late. The kernel shares processors by session: it has to be in
 * ours, because one in a session of its own is woken in time however little is left for us.
 */
export class MachineWatch implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #on: MachineListeners;
  readonly #ended: Promise<void>;
  #waiting: (() => void)[] = [];
  #said = '';
  #over = false;

  constructor(on: MachineListeners, program = 'perl') {
    this.#on = on;
    this.#child = spawn(program, [PROGRAM], { stdio: ['pipe', 'pipe', 'pipe'] });
    const { stdin, stdout, stderr } = this.#child;
    this.#ended = new Promise((resolve) => {
      this.#child.once('error', ({ message }) => resolve(this.#end(message)));
      this.#child.once('close', (code, signal) =>
        resolve(this.#end(this.#said.trim() || `${signal ?? code}`)),
      );
    });
    stdin?.on('error', () => {});
    stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-1024);
    });
    if (stdout !== null) createInterface({ input: stdout }).on('line', (line) => this.#hear(line));
    // It keeps nobody running, and ends when our end of its stdin does.
    this.#child.unref();
    for (const pipe of [stdin, stdout, stderr]) (pipe as Socket | null)?.unref();
  }

  /** Undefined where it could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves once everything that was late by now is heard. */
  flush(): Promise<void> {
    if (this.#over) return Promise.resolve();
    // Whoever waits for it is kept running.
    this.#child.ref();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#child.stdin?.write('\n');
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over = true;
    this.#release();
    this.#child.ref();
    this.#child.stdin?.end();
    await this.#ended;
  }

  #hear(line: string): void {
    const [word, at, ms] = line.split(' ');
    if (word === 'mark') this.#waiting.shift()?.();
    if (this.#waiting.length === 0 && !this.#over) this.#child.unref();
    if (word === 'late') this.#on.hear({ at: Number(at), ms: Number(ms) });
  }

  #end(why: string): void {
    const expected = this.#over;
    this.#over = true;
    this.#release();
    if (!expected) this.#on.absent(why);
  }

  #release(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
