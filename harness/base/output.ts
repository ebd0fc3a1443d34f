import { randomBytes } from 'node:crypto';
import { escaped } from './printable.ts';

/**
 * What is said ends in a terminal, or in the log of a CI that takes some lines for commands. Foreign text is made one
 * printable line where it comes in. This is the last place before it goes out, and it trusts nobody: our own colours and
 * cursor movements are marked with a word that only this process knows, and nothing else of that kind gets through.
 */
const WORD = randomBytes(9).toString('hex');
const mark = (code: number | string) => `\u001b${WORD}${code};`;
const MARKS = new RegExp(`\u001b${WORD}([\\dKR]+);`);
const ALL_MARKS = new RegExp(MARKS, 'g');

/** `text` in a colour or weight that begins and ends with these codes (SGR). */
export function coloured(begin: number, end: number, text: string): string {
  return `${mark(begin)}${text}${mark(end)}`;
}

/** What of a text is seen. */
export const withoutMarks = (text: string): string => text.replace(ALL_MARKS, '');

/** Back to the first column of a terminal. */
export const LINE_START = mark('R');
/** What stands behind the cursor is gone. */
export const ERASED_TO_END = mark('K');

/** All that is written to this stream from now on is made safe. */
export function guardOutput(stream: Pick<NodeJS.WriteStream, 'write'>): void {
  if (guarded.has(stream)) return;
  guarded.add(stream);
  const write = stream.write.bind(stream) as (chunk: string, ...rest: unknown[]) => boolean;
  stream.write = (chunk: Uint8Array | string, ...rest: unknown[]) =>
    write(safeOutput(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()), ...rest);
}

const guarded = new WeakSet<object>();

/**
 * Lines as they may be written: nothing in them but our own marks does anything to a terminal, reorders text or hides, and
 * none is a command of a CI. GitHub takes `::` for one behind blanks, too; Azure, TeamCity and old runners look for `##vso[`,
 * `##teamcity[` and `##[` anywhere; a section of GitLab needs a carriage return.
 */
export function safeOutput(text: string): string {
  return text.split('\n').map(rendered).join('\n');
}

/** One line, still to be written: an end of line in it is foreign, and made visible as all else is. */
export function safeLine(line: string): string {
  return safePieces(line)
    .map((piece, index) => (index % 2 === 1 ? mark(piece) : piece))
    .join('');
}

const rendered = (line: string): string =>
  safePieces(line)
    .map((piece, index) => (index % 2 === 1 ? sequence(piece) : piece))
    .join('');

function sequence(code: string): string {
  if (code === 'R') return '\r';
  return code === 'K' ? '\u001b[K' : `\u001b[${code}m`;
}

/** Every second piece is the code of a mark. */
function safePieces(line: string): string[] {
  const pieces = line.split(MARKS);
  const isMark = (index: number) => index % 2 === 1;
  let begins = /^\s*::/.test(pieces.filter((_, index) => !isMark(index)).join(''));
  return pieces.map((piece, index) => {
    if (isMark(index)) return piece;
    const seen = piece.replace(UNSEEN, escaped).replace(COMMAND, '#\\u{23}');
    if (!begins || !seen.includes(':')) return seen;
    begins = false;
    return seen.replace(':', '\\u{3a}');
  });
}

/** A tab does nothing that a blank does not. */
const UNSEEN = /(?!\t)[\p{C}\p{Zl}\p{Zp}]/gu;
const COMMAND = /##(?=\w*\[)/g;

/** JSON for others to read, with escapes of its own for what would be made visible otherwise. */
export function jsonOutput(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(/(?!\n)[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
      Array.from({ length: character.length }, (_, at) => unit(character.charCodeAt(at))).join(''),
    )
    .replace(COMMAND, `#${unit(0x23)}`);
}

const unit = (code: number): string => `\\u${code.toString(16).padStart(4, '0')}`;
