import { excerpt } from '../../base/index.ts';
import { AdapterError } from '../adapter-error.ts';

/** An adapter that answers everything twice is odd; one that writes more than this between two answers that count is in a loop. */
export const MOST_SURPLUS = 1000;
/** Of surplus answers, in characters. */
const MOST_TEXT = 4 * 1024 * 1024;

/** Answers to questions that were answered before: the first is kept, and the others are counted. */
export class Surplus {
  #first: AdapterError | undefined;
  #count = 0;
  /** Since the last answer that counts. */
  #lines = 0;
  #text = 0;

  /** Mistakes so far. */
  get count(): number {
    return this.#count;
  }

  get first(): AdapterError | undefined {
    return this.#first;
  }

  /** A question was answered for the first time. */
  answered(): void {
    this.#lines = 0;
    this.#text = 0;
  }

  /** Returns an error once it is a flood. */
  add(id: number, line: string): AdapterError | undefined {
    this.#first ??= answeredTwice(id, line);
    this.#count++;
    this.#lines++;
    this.#text += line.length;
    return this.#lines > MOST_SURPLUS || this.#text > MOST_TEXT ? flood(id, line) : undefined;
  }

  /** What there is to say in the end, beyond the first one. */
  get summary(): string | undefined {
    return this.#count > 1
      ? `${this.#count} answers came to questions that were answered already`
      : undefined;
  }
}

function answeredTwice(id: number, line: string): AdapterError {
  return new AdapterError(
    'adapter-answered-twice',
    `the adapter answered message ${id} a second time: ${excerpt(line)}`,
    'each question gets exactly one answer; only the first one counts',
  );
}

function flood(id: number, line: string): AdapterError {
  return new AdapterError(
    'adapter-flood',
    `the adapter goes on answering what is answered already, last message ${id}: ${excerpt(line)}`,
    'each question gets exactly one answer; is there a loop that writes it again?',
  );
}
