import { withoutMarks } from './output.ts';

/** Two columns wide: what East Asian scripts are written with, its wide punctuation, and emoji. Katakana are narrow too. */
const WIDE =
  /(?![\uff61-\uffdc])[\p{sc=Han}\p{sc=Hangul}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Bopomofo}\p{sc=Yi}\p{Emoji_Presentation}\u3000-\u303e\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/u;
/** What stands on the character before it. */
const NO_COLUMN = /\p{M}/u;
const ONLY_NARROW = /^[\x20-\x7e]*$/;

/** How many columns a text takes in a terminal. Colours take none. */
export function columnsOf(text: string): number {
  const bare = withoutMarks(text);
  if (ONLY_NARROW.test(bare)) return bare.length;
  let columns = 0;
  for (const character of bare) columns += NO_COLUMN.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return columns;
}
