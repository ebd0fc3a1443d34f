import type { Answer, Question } from '../../evidence/index.ts';
import type { About, Adapter } from '../adapter.ts';
import { AdapterError } from '../adapter-error.ts';
import { withHidden } from '../process/hidden-hint.ts';
import { withStderr } from '../process/own-words.ts';
import { type Command, howItEnded } from '../process/program.ts';
import { TextRing } from '../process/text-ring.ts';
import type { OneShot } from './description.ts';
import { type RunEnd, runOnce } from './one-run.ts';
import { wordsFor } from './question-words.ts';

/** Newest output that is kept of all runs; in octets. */
const OUTPUT_LIMIT = 64 * 1024;

/** A program as an implementation that is started anew for every question: `curl`, or a library's own example. */
export class CommandAdapter implements Adapter {
  readonly about: About;
  readonly #oneShot: OneShot;
  readonly #command: Command;
  readonly #log = new TextRing(OUTPUT_LIMIT);
  readonly #ending = new AbortController();
  readonly #running = new Set<Promise<unknown>>();

  /** `command`: what is started, but for the words of the question. */
  constructor(about: About, oneShot: OneShot, command: Command) {
    this.about = about;
    this.#oneShot = oneShot;
    this.#command = { ...command, words: command.argv };
  }

  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    signal.throwIfAborted();
    if (this.#ending.signal.aborted) return ENDED;
    const argv = wordsFor(this.#command.argv, question);
    if (typeof argv === 'string') return { kind: 'skip', why: argv };
    const run = runOnce(
      { ...this.#command, argv },
      this.#log,
      AbortSignal.any([signal, this.#ending.signal]),
    );
    const settled = run.catch(() => {});
    this.#running.add(settled);
    try {
      const end = await run;
      return withStderr(this.#read(end), end.stderr);
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      if (this.#ending.signal.aborted) return ENDED;
      if (error instanceof AdapterError) return { kind: 'error', code: error.code, message: error.message };
      throw error;
    } finally {
      this.#running.delete(settled);
    }
  }

  /** Nothing outlives a run that could be kept. */
  async reset(): Promise<void> {}

  /** Nor lost. */
  losses(): number {
    return 0;
  }

  stderr(): string {
    return this.#log.read();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort(new Error('the adapter was ended'));
    await Promise.all(this.#running);
  }

  #read(end: RunEnd): Answer {
    const { code, lastLine } = end;
    const { reached, notAsked, broken } = this.#oneShot;
    const how = howItEnded(end);
    const told = lastLine === '' ? `it ${how}` : `${lastLine} (it ${how})`;
    if (code === null || broken.includes(code)) {
      const error = new AdapterError('adapter-exited', told, 'start it by hand to see why');
      const { hint } = withHidden(error, lastLine, this.#command);
      return { kind: 'error', code: error.code, message: hint === error.hint ? told : `${told}; ${hint}` };
    }
    if (reached.includes(code)) return { kind: 'resolved', targets: [] };
    if (notAsked.includes(code)) return { kind: 'skip', why: told };
    return { kind: 'failed', message: told };
  }
}

const ENDED: Answer = { kind: 'error', code: 'adapter-ended', message: 'the adapter was ended' };
