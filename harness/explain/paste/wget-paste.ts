import type { Position } from '../../scenario/index.ts';
import type { PastedAnswer, WebFailure } from '../paste.ts';
import { type AnswerLines, cutAnswers, readAnswers, STATUS_LINE } from './http-answers.ts';
import { mistake, quoted } from './mistake.ts';
import { bodyOf, trimmedLines } from './pasted-body.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';
import type { PastedSection } from './pasted-sections.ts';
import { kindOfSentence } from './web-failures.ts';
import type { WebFormat, WebReading } from './web-format.ts';

const REQUEST = /^--\d{4}-\d\d-\d\d \d\d:\d\d:\d\d-- {2}\S+$/;
/** `HTTP request sent, awaiting response... 200 OK`, in whichever language. */
const STATUS = /(?:\.\.\.|…) ?(\d{3})(?: (.*))?$/;
const LOCATION = /^[^:]{1,30}: (\S+) \[[^\]]*\]$/;
/** What wget says of its work, and where it has put the file. */
const NOISE =
  /^(?:Resolving |Connecting to |Reusing existing |HTTP request sent|Length: |Saving to: |Loaded CA |URL transformed|HSTS|Cookie|Location: |\s*\d+K[ .]|.{0,80}\[[ <=>+]+\]|.{0,80}\d+%\[|\s+\S+\s+100%|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d (?:\(|URL:|ERROR \d)|Retrying\.|Giving up|To connect to |Caching|Spider mode|Remote file exists|Unable to locally verify|Proxy request sent)/;
/** Where a body begins. */
const BODY = /^[{["<]/;

/** What `wget` prints, with `-S` and `-O-` and without. */
export const wget: WebFormat = {
  name: 'wget',
  recognises: ({ command, lines }) =>
    lines.some(({ text }) => REQUEST.test(text.trimEnd()) || text.startsWith('wget: ')) ||
    (command?.program === 'wget' &&
      lines.some(({ text }) => /^(?:ERROR: |HTTP request sent|Connecting to )/.test(text))),
  read: readWget,
};

/** One request, and what came of it. */
interface Fetch {
  status: number | undefined;
  /** Where the status stands. */
  at: Position | undefined;
  location: string | undefined;
  readonly head: PastedLine[];
  readonly body: PastedLine[];
  failure: WebFailure | undefined;
}

const newFetch = (): Fetch => ({
  status: undefined,
  at: undefined,
  location: undefined,
  head: [],
  body: [],
  failure: undefined,
});

function readWget({ lines }: PastedSection): WebReading {
  const fetches: Fetch[] = [newFetch()];
  for (const line of lines) {
    if (REQUEST.test(line.text.trimEnd())) fetches.push(newFetch());
    else readLine(fetches.at(-1) ?? newFetch(), line);
  }
  const answers = fetches.flatMap(answerOf);
  const last = fetches.at(-1);
  const failure = last?.status === undefined ? last?.failure : undefined;
  return { answers, ...(failure && { failure }) };
}

function readLine(fetch: Fetch, line: PastedLine): void {
  const text = line.text.trimEnd();
  const status = STATUS.exec(text.slice(0, 400))?.[1];
  if (/^ {1,4}(?:HTTP\/\d|[A-Za-z][\w-]*: )/.test(text) && fetch.body.length === 0) fetch.head.push(line);
  else if (fetch.body.length > 0 && !NOISE.test(text)) fetch.body.push(line);
  else if (BODY.test(text) && !NOISE.test(text)) fetch.body.push(line);
  else if (status !== undefined) {
    fetch.status = Number(status);
    fetch.at = line.at;
  } else if (LOCATION.test(text) && !/^(?:Length|Saving)/.test(text))
    fetch.location ??= LOCATION.exec(text)?.[1];
  else if (isWritten(line)) readSaid(fetch, line);
}

function readSaid(fetch: Fetch, { text, at }: PastedLine): void {
  const printed = text.trim();
  const kind = kindOfSentence(printed.replace(/^Connecting to .*\.\.\. connected\.$/, ''));
  if (kind && !/^\d{4}-.* ERROR \d{3}/.test(printed)) fetch.failure ??= { kind, printed, at };
  else if (!NOISE.test(text) && !isReason(printed))
    throw mistake(
      at,
      `${quoted(text)} is no line of wget, as which this is read`,
      'paste what `LC_ALL=C wget -S -O- URL` prints',
    );
}

/** Sentences around an error that do not say what it was. */
const isReason = (text: string): boolean =>
  /^(?:ERROR: |wget: |Issued certificate|Self-signed|\s)/.test(text);

function answerOf({ status, at, location, head, body, failure }: Fetch): PastedAnswer[] {
  if (head.some(({ text }) => STATUS_LINE.test(text.trim()))) {
    const lines = head.map((line) => ({ ...line, text: line.text.trim() }));
    const cut: readonly AnswerLines[] = cutAnswers(lines);
    const last = cut.at(-1);
    return [...readAnswers([...cut.slice(0, -1), ...(last ? [{ ...last, body }] : [])], false)];
  }
  if (status === undefined || failure?.kind === 'silent') return [];
  const trimmed = trimmedLines(body);
  return [
    {
      status,
      ...(at && { at }),
      headers: {},
      ...bodyOf(trimmed),
      ...(location !== undefined && { location }),
      // The file went to the disk.
      ...(trimmed.length === 0 && { withoutBody: true }),
    },
  ];
}
