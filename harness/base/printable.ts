import { stripVTControlCharacters } from 'node:util';

/** Controls, what reorders or cannot be seen, what no character is, and the ends of lines and paragraphs. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;
/** The same but line feed and tab. */
const UNSEEN_IN_LINES = /(?![\n\t])[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * Text from outside as a block of lines, safe for a terminal: colours and cursor movements are gone, and what else cannot
 * be seen, or would reorder what stands beside it, is there as an escape, `\u{202e}`.
 */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll('\r\n', '\n').replace(UNSEEN_IN_LINES, escaped);
}

/** The same on one line and not longer than `limit` characters: for quoting what came in a message. */
export function excerpt(text: string, limit = 120): string {
  const line = visible(stripVTControlCharacters(text).replace(/\s+/g, ' ').trim());
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

/**
 * Text from outside on one line, with nothing taken away: what cannot be seen, or would do something to a terminal or a
 * page, is there as an escape, `\u{1b}`.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, escaped);
}

/** `\u{1b}` for one character. */
export function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
