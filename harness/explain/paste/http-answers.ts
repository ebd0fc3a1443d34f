import type { Position } from '../../scenario/index.ts';
import type { PastedAnswer } from '../paste.ts';
import { mistake, quoted } from './mistake.ts';
import { bodyOf, trimmedLines } from './pasted-body.ts';
import { isWritten, type PastedLine, shortened } from './pasted-lines.ts';
import { PASTE_CURL } from './web-format.ts';

export const STATUS_LINE = /^HTTP\/\d(?:\.\d)? (\d{3})(?: ([^\n]*))?$/;
const HEADER = /^([!#$%&'*+.^_`|~\w-]+):(?:\s(.*))?$/;
/** Answers that say "go there" (AMB-32). */
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Answers that name where to go. */
export const isRedirect = ({ status, location }: PastedAnswer): boolean =>
  REDIRECTS.has(status) && location !== undefined;

/** A status line, and the lines up to the next. */
export interface AnswerLines {
  readonly status: number;
  readonly reason: string;
  /** Where its status line begins. */
  readonly at: Position;
  readonly head: readonly PastedLine[];
  readonly body: readonly PastedLine[];
}

/**
 * Cuts what `curl -i` prints into answers. A body need not end its line: the next status line may stand right behind it.
 * What stands before the first status line is left out. Throws a ScenarioError where a status line is none.
 */
export function cutAnswers(lines: readonly PastedLine[]): readonly AnswerLines[] {
  const answers: { status: number; reason: string; at: Position; head: PastedLine[]; body: PastedLine[] }[] =
    [];
  let isHead = false;
  for (const [index, line] of lines.entries()) {
    const at = statusLineWithin(line, lines[index + 1]);
    const current = answers.at(-1);
    if (at === undefined) {
      if (isHead && current && !isWritten(line)) isHead = false;
      else if (current) (isHead ? current.head : current.body).push(line);
      continue;
    }
    if (at > 0 && current) current.body.push({ ...line, text: line.text.slice(0, at) });
    const start = shortened(line, at);
    const [, status, reason = ''] = STATUS_LINE.exec(start.text.trimEnd()) ?? [];
    if (status === undefined) throw mistake(start.at, `${quoted(start.text)} is no status line`, PASTE_CURL);
    answers.push({ status: Number(status), reason, at: start.at, head: [], body: [] });
    isHead = true;
  }
  return answers;
}

function statusLineWithin({ text }: PastedLine, next: PastedLine | undefined): number | undefined {
  if (text.startsWith('HTTP/')) return 0;
  const at = text.lastIndexOf('HTTP/');
  if (at < 0 || !STATUS_LINE.test(text.slice(at).trimEnd())) return undefined;
  return next && (HEADER.test(next.text) || !isWritten(next)) ? at : undefined;
}

/**
 * The answers to the question itself: the redirects, and the last. Before it stand others that are none: of a proxy, 100
 * Continue, 103 Early Hints, 401 before a password.
 */
export function readAnswers(cut: readonly AnswerLines[], isHeadOnly: boolean): readonly PastedAnswer[] {
  const answers = cut
    .filter(({ status, reason }) => status >= 200 && !/^connection established$/i.test(reason.trim()))
    .map((lines) => readAnswer(lines, isHeadOnly));
  // curl follows others that have a Location, such as 304, and servers do not: for them such an answer is the last.
  const end = answers.findIndex(
    (answer) => answer.location !== undefined && isOtherThreeHundred(answer.status),
  );
  const counted = end < 0 ? answers : answers.slice(0, end + 1);
  return counted.filter((answer, index) => index === counted.length - 1 || isRedirect(answer));
}

const isOtherThreeHundred = (status: number): boolean =>
  status >= 300 && status < 400 && !REDIRECTS.has(status);

function readAnswer({ status, at, head, body }: AnswerLines, isHeadOnly: boolean): PastedAnswer {
  const headers = headersIn(head);
  const location = headerOf(headers, 'location');
  const lines = trimmedLines(body);
  const lacksBody = lines.length === 0 && (isHeadOnly || !saysThatThereIsNone(status, headers));
  return {
    status,
    at,
    headers,
    ...bodyOf(lines),
    ...(location !== undefined && location !== '' && { location }),
    ...(lacksBody && { withoutBody: true }),
  };
}

function headersIn(lines: readonly PastedLine[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines.flatMap(({ text }) => {
      const [, name, value = ''] = HEADER.exec(text.trimEnd()) ?? [];
      return name === undefined ? [] : [[name, value.trim()] as const];
    }),
  );
}

function headerOf(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** An empty body is one where its length is said to be zero; else only the head was pasted. */
const saysThatThereIsNone = (status: number, headers: Readonly<Record<string, string>>): boolean =>
  status === 204 || status === 304 || headerOf(headers, 'content-length') === '0';
