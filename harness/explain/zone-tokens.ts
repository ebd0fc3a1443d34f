import { type Position, ScenarioError } from '../scenario/index.ts';

/** One word of a zone file, escapes still in it. */
export interface Token {
  readonly text: string;
  readonly quoted: boolean;
  readonly position: Position;
}

/** One entry of a zone file (RFC 1035, section 5.1): a line, or several in parentheses. */
export interface Entry {
  /** It starts with a blank: the owner is that of the entry before. */
  readonly inherits: boolean;
  readonly tokens: readonly [Token, ...Token[]];
}

/** A blank, a comment, a parenthesis, a quoted string, a word, or a quote that is never closed. */
const PIECE =
  /(?<blank>[ \t\r]+)|(?<comment>;.*)|(?<mark>[()])|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<word>(?:[^\s;()"\\]|\\.)+)|(?<odd>.)/gy;

/** Cuts a zone file into entries; what `dig` prints is one, too. Throws a ScenarioError with the place. */
export function* readEntries(file: string, text: string): Generator<Entry> {
  let tokens: Token[] = [];
  let inherits = false;
  let depth = 0;
  let opened: Position | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    for (const { groups = {}, index: at } of line.matchAll(PIECE)) {
      const position = { file, line: index + 1, column: at + 1 };
      if (tokens.length === 0 && at === 0) inherits = groups.blank !== undefined;
      if (groups.mark === '(') {
        depth++;
        opened = position;
      } else if (groups.mark === ')') {
        if (depth-- === 0)
          throw new ScenarioError({ code: 'bad-value', what: 'this ) closes nothing' }, position);
      } else if (groups.odd !== undefined) {
        throw new ScenarioError({ code: 'bad-value', what: oddity(groups.odd) }, position);
      } else {
        const word = groups.quoted ?? groups.word;
        if (word !== undefined) tokens.push({ text: word, quoted: groups.quoted !== undefined, position });
      }
    }
    if (depth > 0) continue;
    const [first, ...rest] = tokens;
    if (first) yield { inherits, tokens: [first, ...rest] };
    tokens = [];
  }
  if (depth > 0) throw new ScenarioError({ code: 'bad-value', what: 'this ( is never closed' }, opened);
}

function oddity(character: string): string {
  return character === '"' ? 'this quote is not closed in its line' : `a stray ${JSON.stringify(character)}`;
}
