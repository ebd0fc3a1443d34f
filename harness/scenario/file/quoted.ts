import { visible } from '../../base/index.ts';

const LONGEST = 80;

/**
 * Text of an author in double quotes, as it can be shown: cut where it is long, and with the code points of characters
 * that may look like others (a Cyrillic o in `hosts`) or like nothing.
 */
export function quoted(text: string): string {
  const start = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const odd = [...new Set(text.match(/[^ -~]/gu))].slice(0, 3).map(codePoint);
  return `"${visible(start)}"${odd.length > 0 ? ` (with ${odd.join(' ')})` : ''}`;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
