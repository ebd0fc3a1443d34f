import { columnsOf } from './columns.ts';
import { ownCommand } from './own-command.ts';

/** Where a second column begins further to the right, lines go on below the first one. */
const FURTHEST_INDENT = 26;
/** Below so much room a text that has to be broken begins on a line of its own. */
const LEAST_ROOM = 16;

/**
 * One line as so many as it takes in `width` columns; as it is where nobody counts them. It is broken at blanks, before a
 * column (two blanks and more) if that helps, and goes on below the text of its label: `  expected  step 4 → …` at `step`.
 * Names, addresses, what stands in backquotes, and commands to be pasted stay whole, whatever room there is.
 */
export function wrapped(line: string, width: number | undefined): string[] {
  if (width === undefined || columnsOf(line) <= width) return [line];
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  const parts = partsOf(line.slice(indent));
  const hang = hangOf(parts, indent);
  const page = new Page(indent, hang, width);
  for (const { gap, words } of parts) page.add(gap, words);
  return page.lines;
}

/** What stands between two gaps. */
interface Part {
  /** Blanks before it. */
  readonly gap: number;
  /** What is not broken. */
  readonly words: readonly string[];
}

/** What a shell is given, to the end of the line; what stands in brackets in the middle of a sentence is broken like it. */
const OTHER_COMMAND = /(?<=^|[ ;])(?:sudo |apt-get install|--security-opt ).*$/;

/** Where a command begins, ours as it is printed to be pasted; the end where there is none. */
function commandIn(text: string): number {
  const own = text.indexOf(`${ownCommand()} `);
  const isBracketed = own > 0 && !' ;'.includes(text.charAt(own - 1));
  const other = OTHER_COMMAND.exec(text)?.index ?? text.length;
  return own < 0 || isBracketed ? other : Math.min(own, other);
}

function partsOf(text: string): Part[] {
  const end = commandIn(text);
  const before = text.slice(0, end);
  const parts = before.split(/( {2,})/);
  const found = parts.flatMap((part, index): Part[] =>
    index % 2 === 1 || part === '' ? [] : [{ gap: parts[index - 1]?.length ?? 0, words: wordsOf(part) }],
  );
  if (end === text.length) return found;
  const gap = / *$/.exec(before)?.[0].length ?? 0;
  return [...found, { gap, words: [text.slice(end)] }];
}

/** A record in quotes stays whole, a sentence in quotes does not. */
const wordsOf = (text: string): string[] => text.match(/(?:`[^`]*`|"[^"]{0,50}"|[^ ])+/g) ?? [];

/** Below the last column that begins far to the left; where there is none, a little further in than the line. */
function hangOf(parts: readonly Part[], indent: number): number {
  let at = indent;
  let hang: number | undefined;
  for (const [index, { gap, words }] of parts.entries()) {
    at += index === 0 ? 0 : gap;
    if (index > 0 && gap >= 2 && at <= FURTHEST_INDENT) hang = at;
    at += columnsOf(words.join(' '));
  }
  return hang ?? indent + 2;
}

class Page {
  readonly lines: string[] = [];
  readonly #hang: number;
  readonly #width: number;
  #line: string;
  #column: number;
  /** Nothing but its indent is in the line. */
  #isEmpty = true;

  constructor(indent: number, hang: number, width: number) {
    this.#hang = hang;
    this.#width = width;
    this.#line = ' '.repeat(indent);
    this.#column = indent;
    this.lines.push(this.#line);
  }

  add(gap: number, words: readonly string[]): void {
    const whole = columnsOf(words.join(' '));
    const begin = this.#column + gap;
    const room = this.#width - begin;
    const isBetterBelow = whole <= this.#width - this.#hang || words.length === 1 || room < LEAST_ROOM;
    if (whole > room && begin > this.#hang && isBetterBelow) this.#break();
    for (const [index, word] of words.entries()) {
      const blanks = this.#isEmpty ? 0 : index === 0 ? gap : 1;
      const at = this.#column + blanks;
      // Nothing is won where it would begin at the same place.
      if (at > this.#hang && at + columnsOf(word) > this.#width && !this.#isEmpty) this.#break();
      this.#append(`${' '.repeat(this.#isEmpty ? 0 : blanks)}${word}`);
    }
  }

  #append(text: string): void {
    this.#line += text;
    this.#column += columnsOf(text);
    this.#isEmpty = false;
    this.lines[this.lines.length - 1] = this.#line;
  }

  #break(): void {
    this.#line = ' '.repeat(this.#hang);
    this.#column = this.#hang;
    this.#isEmpty = true;
    this.lines.push(this.#line);
  }
}
