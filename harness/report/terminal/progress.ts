import type { WriteStream } from 'node:tty';
import { ERASED_TO_END, LINE_START, safeLine, visible } from '../../base/index.ts';

/** How often a pipe or a log hears that the run goes on. */
const PLAIN_EVERY_MS = 2_000;

/** Says how far a run is: one line that is rewritten on a terminal, a plain line now and then elsewhere. */
export interface Progress extends Disposable {
  start(name: string, total: number): void;
  /** There are so many more than was known at the start. */
  more(count: number): void;
  advance(): void;
  /** So many were late, and will be asked once more. */
  postponed(count: number): void;
  /** Clears the line, so that something else can be printed. */
  clear(): void;
}

export function progressOn(stream: WriteStream): Progress {
  return stream.isTTY ? new LiveProgress(stream) : new PlainProgress(stream);
}

/** `reference  12/40, 3 to be asked once more`. */
function lineOf(name: string, done: number, total: number, postponed: number): string {
  return `${name}  ${done}/${total}${postponed > 0 ? `, ${postponed} to be asked once more` : ''}`;
}

class LiveProgress implements Progress {
  readonly #stream: WriteStream;
  #name = '';
  #total = 0;
  #done = 0;
  #postponed = 0;
  #shown = '';

  constructor(stream: WriteStream) {
    this.#stream = stream;
  }

  start(name: string, total: number): void {
    [this.#name, this.#total, this.#done, this.#postponed] = [name, total, 0, 0];
    this.#draw();
  }

  more(count: number): void {
    this.#total += count;
    this.#draw();
  }

  advance(): void {
    this.#done++;
    this.#draw();
  }

  postponed(count: number): void {
    this.#postponed = count;
    this.#draw();
  }

  clear(): void {
    if (this.#shown) this.#stream.write(`${LINE_START}${ERASED_TO_END}`);
    this.#shown = '';
  }

  #draw(): void {
    const columns = this.#stream.columns || 80;
    const all = lineOf(this.#name, this.#done, this.#total, this.#postponed);
    const line = visible(all).slice(0, columns - 1);
    if (line === this.#shown) return;
    this.#shown = line;
    this.#stream.write(`${LINE_START}${line}${ERASED_TO_END}`);
  }

  [Symbol.dispose](): void {
    this.clear();
  }
}

class PlainProgress implements Progress {
  readonly #stream: NodeJS.WritableStream;
  #name = '';
  #total = 0;
  #done = 0;
  #postponed = 0;
  #last = 0;

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
  }

  start(name: string, total: number): void {
    [this.#name, this.#total, this.#done, this.#postponed] = [name, total, 0, 0];
    this.#last = performance.now();
  }

  more(count: number): void {
    this.#total += count;
  }

  advance(): void {
    this.#done++;
    const now = performance.now();
    if (now - this.#last < PLAIN_EVERY_MS || this.#done === this.#total) return;
    this.#last = now;
    const line = lineOf(this.#name, this.#done, this.#total, this.#postponed);
    this.#stream.write(`${safeLine(line)}\n`);
  }

  postponed(count: number): void {
    this.#postponed = count;
  }

  clear(): void {}
  [Symbol.dispose](): void {}
}
