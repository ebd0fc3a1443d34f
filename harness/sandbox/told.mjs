/**
 * What the process inside tells over its pipe, a line each. Only lines with the word of this sandbox count: whoever takes hold
 * of the pipe (`pidfd_getfd` does it) has not heard the word, as it was read before any other program was started.
 */

/** Longer than any line of ours: what has no end must not fill our memory. */
const LONGEST = 1 << 16;

/**
 * @typedef {{ readonly file: string, readonly dev: string, readonly ino: string }} RecordPlace
 */

export class Told {
  /** Something runs inside. */
  entered = false;
  /** @type {number | undefined} */
  exitCode;
  #rest = '';
  #word;
  #hear;

  /**
   * @param {string} word
   * @param {{ unshared: () => void, record: (place: RecordPlace) => void }} hear
   */
  constructor(word, hear) {
    this.#word = word;
    this.#hear = hear;
  }

  /** @param {string} text */
  take(text) {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, LONGEST);
    for (const line of lines) this.#line(line);
  }

  /** @param {string} line */
  #line(line) {
    // Said by the shell, which knows no word: nothing of anybody else runs yet, and it is heard once.
    if (line === 'unshared' && !this.entered) return this.#hear.unshared();
    const [, what, word, rest = ''] = line.match(/^(\w+) (\w+)(?: (.*))?$/) ?? [];
    if (word !== this.#word) return;
    if (what === 'entered') this.entered = true;
    if (what === 'record') this.#hear.record(JSON.parse(rest));
    if (what === 'exit') this.exitCode = Number(rest);
  }
}
