import type { WriteStream } from 'node:tty';
import { ERASED_TO_END, LINE_START, safeLine, visible } from '../../base/index.ts';

/** When a pipe or a log hears for the first time that the run goes on, and how often from then on. */
const PLAIN_FIRST_MS = 2_000;
const PLAIN_EVERY_MS = 10_000;
/** From here on a start says how long it takes already. */
const LONG_MS = 2_000;

/** Says how far a run is: one line that is rewritten on a terminal, a plain line now and then elsewhere. */
export interface Progress extends Disposable {
  /** Somebody begins something; `total` is absent where nobody knows yet how much it is. */
  start(what: string, total?: number): void;
  /** So much it is altogether. */
  total(count: number): void;
  advance(): void;
  /** So many were unexpected. */
  unexpected(count: number): void;
  /** So many were late, and will be asked once more. */
  postponed(count: number): void;
  /** Clears the line, so that something else can be printed. */
  clear(): void;
}

/** A dumb terminal cannot rewrite a line. */
export function progressOn(stream: WriteStream, terminal = process.env.TERM): Progress {
  return stream.isTTY && terminal !== 'dumb' ? new LiveProgress(stream) : new PlainProgress(stream);
}

const nothing = (): void => {};

/** Nobody wants to hear of it. */
export const noProgress: Progress = {
  start: nothing,
  total: nothing,
  advance: nothing,
  unexpected: nothing,
  postponed: nothing,
  clear: nothing,
  [Symbol.dispose]: nothing,
};

/** How far it is. */
class Standing {
  readonly #what: string;
  readonly #since = performance.now();
  total: number | undefined;
  done = 0;
  unexpected = 0;
  postponed = 0;

  constructor(what: string, total: number | undefined) {
    this.#what = what;
    this.total = total;
  }

  /** `reference  12/40, 1 unexpected, 3 to be asked once more`; `synapse starts, 4 s`. */
  get text(): string {
    const { total, done, unexpected, postponed } = this;
    const ms = performance.now() - this.#since;
    const parts = [
      total === undefined ? this.#what : `${this.#what}  ${done}/${total}`,
      ...(total === undefined && ms >= LONG_MS ? [`${Math.floor(ms / 1000)} s`] : []),
      ...(unexpected > 0 ? [`${unexpected} unexpected`] : []),
      ...(postponed > 0 ? [`${postponed} to be asked once more`] : []),
    ];
    return parts.join(', ');
  }

  get isAtEnd(): boolean {
    return this.done === this.total;
  }
}

/** What both kinds have in common: what is known, and a clock that is heard while nothing else happens. */
abstract class TickingProgress implements Progress {
  protected standing = new Standing('', 0);
  #clock: NodeJS.Timeout | undefined;

  protected abstract show(): void;
  /** A second is over. */
  protected abstract tick(): void;
  abstract clear(): void;

  start(what: string, total?: number): void {
    this.standing = new Standing(what, total);
    this.#clock ??= setInterval(() => this.tick(), 1000).unref();
    this.show();
  }

  total(count: number): void {
    this.standing.total = count;
    this.show();
  }

  advance(): void {
    this.standing.done++;
    this.show();
  }

  unexpected(count: number): void {
    this.standing.unexpected = count;
    this.show();
  }

  postponed(count: number): void {
    this.standing.postponed = count;
    this.show();
  }

  [Symbol.dispose](): void {
    clearInterval(this.#clock);
    this.#clock = undefined;
    this.clear();
  }
}

class LiveProgress extends TickingProgress {
  readonly #stream: WriteStream;
  #shown = '';

  constructor(stream: WriteStream) {
    super();
    this.#stream = stream;
  }

  clear(): void {
    if (this.#shown) this.#stream.write(`${LINE_START}${ERASED_TO_END}`);
    this.#shown = '';
  }

  /** What was cleared comes again with what happens next: somebody may be writing there. */
  protected tick(): void {
    if (this.#shown) this.show();
  }

  protected show(): void {
    const columns = this.#stream.columns || 80;
    const line = visible(this.standing.text).slice(0, columns - 1);
    if (line === this.#shown) return;
    this.#shown = line;
    this.#stream.write(`${LINE_START}${line}${ERASED_TO_END}`);
  }
}

class PlainProgress extends TickingProgress {
  readonly #stream: Pick<NodeJS.WritableStream, 'write'>;
  #next = 0;

  constructor(stream: Pick<NodeJS.WritableStream, 'write'>) {
    super();
    this.#stream = stream;
  }

  override start(what: string, total?: number): void {
    this.#next = performance.now() + PLAIN_FIRST_MS;
    super.start(what, total);
  }

  clear(): void {}

  protected tick(): void {
    this.show();
  }

  protected show(): void {
    const now = performance.now();
    if (now < this.#next || this.standing.isAtEnd) return;
    this.#next = now + PLAIN_EVERY_MS;
    this.#stream.write(`${safeLine(this.standing.text)}\n`);
  }
}
