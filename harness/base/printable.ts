import { stripVTControlCharacters } from 'node:util';

/** All control characters but line feed and tab, and the marks that reorder text (bidirectional overrides). */
const UNSAFE = /[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]/gu;

/** Text from outside, made safe for a terminal: no colours, cursor movements, titles, hyperlinks or reordering. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(UNSAFE, '');
}

/** The same on one line and not longer than `limit` characters: for quoting what came in a message. */
export function excerpt(text: string, limit = 120): string {
  const line = printable(text).replace(/\s+/g, ' ').trim();
  return line.length > limit ? `${line.slice(0, limit)}…` : line;
}

/** Controls, what reorders or cannot be seen, what no character is, and the ends of lines and paragraphs. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * Text from outside on one line, with nothing taken away: what cannot be seen, or would do something to a terminal or a
 * page, is there as an escape, `\u{1b}`.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}
