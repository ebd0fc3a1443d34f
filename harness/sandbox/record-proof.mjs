/**
 * The record of a run, seen from outside: a file that the process inside has opened before any program was started, held open
 * here, too, so that nobody can put another in its place. The exit code of a run is believed only as far as this file bears it
 * out: it could be told by somebody else, the record is what a run is for.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** So much is read at once, from the end. */
const PIECE = 1 << 16;

export class RecordProof {
  /** @type {number | undefined} */
  #fd;
  #file = '';
  #missing = 'no record was begun';

  /**
   * A later one takes the place of the one before: whoever watches begins one at each asking.
   * @param {import('./told.mjs').RecordPlace} place
   */
  begun({ file, dev, ino }) {
    this.close();
    this.#file = file;
    try {
      const fd = openSync(file, 'r');
      const found = fstatSync(fd, { bigint: true });
      if (String(found.dev) === dev && String(found.ino) === ino) this.#fd = fd;
      else {
        closeSync(fd);
        this.#missing = 'another file has taken its place';
      }
    } catch (error) {
      this.#missing = error instanceof Error ? error.message : String(error);
    }
  }

  /** Empty where no record was begun. */
  get file() {
    return this.#file;
  }

  /**
   * Why a run that tells this exit code, 0 or 1, cannot be believed; undefined where it can.
   * @param {number} code
   * @returns {string | undefined}
   */
  doubt(code) {
    if (this.#fd === undefined) return this.#missing;
    const end = endOf(lastLine(this.#fd));
    if (end === undefined) return 'the record does not come to its end';
    const { unexpected, problems } = end;
    if (problems > 0) return `the record tells of ${counted(problems, 'problem')}`;
    if (unexpected > 0 && code === 0)
      return `${counted(unexpected, 'verdict')} in the record ${unexpected === 1 ? 'is' : 'are'} unexpected`;
    return undefined;
  }

  close() {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}

/**
 * @param {number} count
 * @param {string} what
 */
function counted(count, what) {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/**
 * The last line; undefined where it has no line feed, as an interruption leaves it.
 * @param {number} fd
 * @returns {string | undefined}
 */
function lastLine(fd) {
  const { size } = fstatSync(fd);
  let text = Buffer.alloc(0);
  for (let from = size; from > 0; ) {
    const length = Math.min(PIECE, from);
    const piece = Buffer.alloc(length);
    from -= length;
    readSync(fd, piece, 0, length, from);
    text = Buffer.concat([piece, text]);
    if (text.at(-1) !== 0x0a) return undefined;
    const feed = text.lastIndexOf(0x0a, -2);
    if (feed >= 0) return text.toString('utf8', feed + 1);
  }
  return text.length > 0 ? text.toString('utf8') : undefined;
}

/**
 * What an end line says of the exit code.
 * @param {string | undefined} line
 * @returns {{ unexpected: number, problems: number } | undefined}
 */
function endOf(line) {
  if (line === undefined) return undefined;
  try {
    const { type, complete, unexpected, problems } = JSON.parse(line);
    const is = type === 'end' && complete === true && Number.isInteger(unexpected) && Array.isArray(problems);
    return is ? { unexpected, problems: problems.length } : undefined;
  } catch {
    return undefined;
  }
}
