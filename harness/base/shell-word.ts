import { visible } from './printable.ts';

/**
 * A word as it is typed into a shell, so that a hint can be copied. `#` and `~` are ordinary inside a word, and ids are full
 * of them. What cannot be seen is there as bash reads it: `$'\u{1b}'` is no word of a shell, and `$'\x1b'` is.
 */
export function shellWord(word: string): string {
  // bash takes `~` behind `=` or `:` for a home, and zsh a word that begins with `=` for a program.
  const isPlain = /^[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./:@%+=,~#-]*$/.test(word) && !/[=:]~/.test(word);
  if (isPlain) return word;
  if (visible(word) !== word) return `$'${[...word].map(inDollarQuotes).join('')}'`;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

function inDollarQuotes(character: string): string {
  if (character === "'" || character === '\\') return `\\${character}`;
  // An interactive bash looks for it in its history before it reads the quotes.
  if (character === '!') return '\\x21';
  if (visible(character) === character) return character;
  const octets = Buffer.from(character);
  return [...octets].map((octet) => `\\x${octet.toString(16).padStart(2, '0')}`).join('');
}
