import { withoutMeter } from './curl-meter.ts';
import type { AnswerLines } from './http-answers.ts';
import { cutAnswers, readAnswers } from './http-answers.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';
import type { PastedCommand, PastedSection } from './pasted-sections.ts';
import { curlErrorIn } from './web-failures.ts';
import type { WebFormat, WebReading } from './web-format.ts';

/** The request that HTTPie prints with `-v`. */
const REQUEST_LINE = /^(?:GET|HEAD|POST) \S+ HTTP\/\d(?:\.\d)?$/;

/** What `curl -i` prints, with `-L` for each redirect, too; `curl -I`; HTTPie with its heads. */
export const curlHead: WebFormat = {
  name: 'curl -i',
  recognises: ({ lines }) => {
    const first = withoutMeter(lines).find(isWritten)?.text ?? '';
    return first.startsWith('HTTP/') || (REQUEST_LINE.test(first.trimEnd()) && lines.some(startsHead));
  },
  read: readHeads,
};

const startsHead = ({ text }: PastedLine): boolean => text.startsWith('HTTP/');

function readHeads(section: PastedSection): WebReading {
  const lines = withoutMeter(section.lines);
  const from = lines.findIndex(startsHead);
  return readHeadLines(lines.slice(Math.max(0, from)), section.command);
}

/** Status lines, headers and bodies, and what curl says where it gave up. */
export function readHeadLines(lines: readonly PastedLine[], command: PastedCommand | undefined): WebReading {
  const at = lines.findIndex((line) => curlErrorIn(line) !== undefined);
  const line = lines[at];
  const error = line && curlErrorIn(line);
  const before =
    line && error ? [...lines.slice(0, at), { ...line, text: line.text.slice(0, error.index) }] : lines;
  const cut: readonly AnswerLines[] = cutAnswers(before);
  const answers = readAnswers(cut, isHead(command));
  return { answers, ...(error && { failure: error.failure }) };
}

/** `curl -I`, also among other letters: `-sSI`. */
export function isHead(command: PastedCommand | undefined): boolean {
  return command?.words.some((word) => word === '--head' || /^-[A-Za-z]*I/.test(word)) ?? false;
}
