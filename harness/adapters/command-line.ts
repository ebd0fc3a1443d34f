import { AdapterError } from './adapter-error.ts';

const SHELL_ONLY = '|&;<>()$`';

/**
 * Splits a command line into words as a shell does: blanks separate, quotes and backslashes keep together.
 * Nothing is expanded, because no shell runs: what would need one is refused instead of being passed on silently.
 */
export function splitCommandLine(text: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;
  const upTo = (quote: string): string => {
    const end = text.indexOf(quote, at);
    if (end === -1) throw unfinished(text, quote);
    const inside = text.slice(at, end);
    at = end + 1;
    return inside;
  };
  while (at < text.length) {
    const character = text.charAt(at++);
    if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === "'") {
      word = (word ?? '') + upTo("'");
    } else if (character === '"') {
      const [inside, next] = doubleQuoted(text, at);
      word = (word ?? '') + inside;
      at = next;
    } else if (character === '\\' && at < text.length) {
      word = (word ?? '') + text.charAt(at++);
    } else if (SHELL_ONLY.includes(character)) {
      throw needsShell(text, character);
    } else {
      word = (word ?? '') + character;
    }
  }
  if (word !== null) words.push(word);
  return words;
}

/** The text from `at` to the closing quote, and where the rest begins. A backslash protects `"` and itself. */
function doubleQuoted(text: string, at: number): [string, number] {
  let inside = '';
  for (let i = at; i < text.length; i++) {
    const character = text.charAt(i);
    if (character === '"') return [inside, i + 1];
    const next = text.charAt(i + 1);
    if (character === '\\' && (next === '"' || next === '\\')) {
      inside += next;
      i++;
    } else {
      inside += character;
    }
  }
  throw unfinished(text, '"');
}

function unfinished(text: string, quote: string): AdapterError {
  return new AdapterError(
    'command-line-invalid',
    `the command line ${JSON.stringify(text)} opens a ${quote} that it does not close`,
    'close the quote, or put a backslash before it',
  );
}

function needsShell(text: string, character: string): AdapterError {
  return new AdapterError(
    'command-line-invalid',
    `the command line ${JSON.stringify(text)} has ${character}, which only a shell understands, and no shell runs`,
    `quote it if it is meant literally, or write: sh -c '…'`,
  );
}
