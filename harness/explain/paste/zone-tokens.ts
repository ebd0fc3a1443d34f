import type { Position } from '../../scenario/index.ts';
import { mistake } from './mistake.ts';
import type { PastedLine } from './pasted-lines.ts';

/** One word of a zone file, escapes still in it. */
export interface Token {
  readonly text: string;
  readonly quoted: boolean;
  readonly position: Position;
}

/** One entry of a zone file (RFC 1035, section 5.1): a line, or several in parentheses. */
export interface Entry {
  readonly kind: 'entry';
  /** It starts with a blank: the owner is that of the entry before. */
  readonly inherits: boolean;
  readonly tokens: readonly [Token, ...Token[]];
  /** Behind the last of its words, from the semicolon. */
  readonly comment: string;
}

/** A line that has nothing but a comment, or nothing at all. */
export interface CommentLine {
  readonly kind: 'comment';
  readonly line: PastedLine;
}

/** A blank, a comment, a parenthesis, a quoted string, a word, or a quote that is never closed. */
const PIECE =
  /(?<blank>[ \t\r\u00a0]+)|(?<comment>;.*)|(?<mark>[()])|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<word>(?:[^\s;()"\\]|\\.)+)|(?<odd>.)/gy;

/** Cuts a zone file into entries; what `dig` prints is one, too. Throws a ScenarioError with the place. */
export function* entriesOf(lines: readonly PastedLine[]): Generator<Entry | CommentLine> {
  let tokens: Token[] = [];
  let inherits = false;
  let depth = 0;
  let opened: Position | undefined;
  let comment = '';
  for (const line of lines) {
    for (const { groups = {}, index } of line.text.matchAll(PIECE)) {
      const position = { ...line.at, column: line.at.column + index };
      if (tokens.length === 0 && index === 0) inherits = groups.blank !== undefined;
      if (groups.mark === '(') {
        depth++;
        opened = position;
      } else if (groups.mark === ')') {
        if (depth-- === 0)
          throw mistake(position, 'this ) closes nothing', 'take it away, or write the ( before it');
      } else if (groups.odd !== undefined) throw oddity(groups.odd, position);
      else if (groups.comment !== undefined) comment = groups.comment;
      else {
        const word = groups.quoted ?? groups.word;
        if (word !== undefined) tokens.push({ text: word, quoted: groups.quoted !== undefined, position });
      }
    }
    if (depth > 0) continue;
    const [first, ...rest] = tokens;
    if (first) yield { kind: 'entry', inherits, tokens: [first, ...rest], comment };
    else yield { kind: 'comment', line };
    tokens = [];
    comment = '';
  }
  if (opened && depth > 0)
    throw mistake(opened, 'this ( is never closed', 'paste the lines up to its ), too');
}

function oddity(character: string, at: Position): Error {
  if (character === '"')
    return mistake(
      at,
      'this quote is not closed in its line',
      'paste the whole line, up to the second quote',
    );
  return mistake(at, `a stray ${JSON.stringify(character)}`, 'paste a zone file, or what dig prints');
}
