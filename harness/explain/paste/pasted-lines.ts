import { stripVTControlCharacters } from 'node:util';
import type { Position } from '../../scenario/index.ts';

/** One line without what only surrounds it: quote marks, the indent of all lines, colours. */
export interface PastedLine {
  readonly text: string;
  /** Where `text` begins. */
  readonly at: Position;
}

/** Lines between two fences of Markdown, or all of them. */
export type PastedBlock = readonly PastedLine[];

const FENCE = /^\s*(?:```|~~~)/;

/** Cuts a paste at the fences of Markdown, and takes from each part what surrounds it in mails and on pages. */
export function blocksOf(file: string, text: string): readonly PastedBlock[] {
  const lines = withoutQuotes(
    text
      .replace(/^\ufeff/, '')
      .split(/\r\n|\n|\r/)
      .map((line, index) => ({
        text: line.includes('\u001b') ? stripVTControlCharacters(line) : line,
        at: { file, line: index + 1, column: 1 },
      })),
  );
  const blocks: PastedLine[][] = [[]];
  for (const line of lines) {
    if (FENCE.test(line.text)) blocks.push([]);
    else blocks.at(-1)?.push(line);
  }
  return blocks.map(withoutIndent);
}

/** Quoted more often is no mail. */
const DEEPEST_QUOTE = 8;

/** `> ` before every line, as in a mail or a chat; before some of them it is a prompt, or what curl sent. */
function withoutQuotes(lines: readonly PastedLine[], depth = 0): readonly PastedLine[] {
  const written = lines.filter(isWritten);
  const isQuoted = written.length > 0 && written.every(({ text }) => /^ {0,3}>/.test(text));
  if (!isQuoted || depth === DEEPEST_QUOTE) return lines;
  return withoutQuotes(
    lines.map((line) => shortened(line, /^ {0,3}> ?/.exec(line.text)?.[0].length ?? 0)),
    depth + 1,
  );
}

function withoutIndent(lines: readonly PastedLine[]): PastedBlock {
  let indent: string | undefined;
  for (const { text } of lines.filter(isWritten)) {
    const own = text.slice(0, text.length - text.trimStart().length);
    indent = indent === undefined ? own : sharedStart(indent, own);
    if (indent === '') return lines;
  }
  const { length } = indent ?? '';
  return lines.map((line) => shortened(line, Math.min(length, line.text.length)));
}

function sharedStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}

/** A line without its first characters. */
export function shortened({ text, at }: PastedLine, by: number): PastedLine {
  return { text: text.slice(by), at: { ...at, column: at.column + by } };
}

export const isWritten = ({ text }: PastedLine): boolean => text.trim() !== '';
