import type { PastedAnswer } from '../paste.ts';
import { cutAnswers, readAnswers } from './http-answers.ts';
import { mistake, quoted } from './mistake.ts';
import { octetsOf } from './paste-text.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';
import type { PastedSection } from './pasted-sections.ts';
import { kindOfSentence } from './web-failures.ts';
import type { WebFormat, WebReading } from './web-format.ts';

const FIELD = /^(\w{1,40})\s*: ?(.*)$/;
const ERROR = /^(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm|curl|wget)\s?: (.*)$/i;
const INSTEAD =
  'paste what `curl.exe -iL https://NAME/.well-known/matrix/server` prints, or (Invoke-WebRequest URL).RawContent';

/** What `Invoke-WebRequest` of PowerShell prints; `Invoke-RestMethod` shows an object, and not the file. */
export const invokeWebRequest: WebFormat = {
  name: 'PowerShell',
  recognises: ({ lines, command }) =>
    lines.some(
      ({ text }) => /^(?:StatusCode|StatusDescription|RawContent)\s*: /.test(text) || isError(text),
    ) ||
    isObject(lines) ||
    (command?.program === 'invoke-restmethod' && lines.some(isWritten)) ||
    (command?.program === 'irm' && lines.some(isWritten)),
  read: readPowerShell,
};

const isError = (text: string): boolean =>
  ERROR.test(text) && !text.startsWith('curl: (') && !text.startsWith('wget: ');

/** The object that `Invoke-RestMethod` makes of the file. */
const isObject = (lines: readonly PastedLine[]): boolean =>
  /^m\.server(?:\s*$|\s+:\s)/.test(lines.find(isWritten)?.text ?? '');

function readPowerShell({ lines, command }: PastedSection): WebReading {
  const failed = lines.find(({ text }) => isError(text));
  if (failed) return readError(failed, lines);
  const fields = fieldsIn(lines);
  const status = fields.get('statuscode');
  if (!status) {
    const first = lines.find(isWritten) ?? { text: '', at: { file: '', line: 1, column: 1 } };
    const whose = command?.program ?? 'PowerShell';
    throw mistake(
      first.at,
      `${quoted(first.text)}: ${whose} shows an object here, and not the file`,
      INSTEAD,
    );
  }
  const raw = fields.get('rawcontent');
  const heads = raw ? readAnswers(cutAnswers(raw.lines), false) : [];
  const content = fields.get('content');
  const body = content ? contentOf(content) : undefined;
  const answer: PastedAnswer = {
    ...(heads.at(-1) ?? { headers: {}, body: new Uint8Array() }),
    status: Number(status.lines[0]?.text.trim()),
    ...(status.lines[0] && { at: status.lines[0].at }),
    ...(body ?? { body: new Uint8Array() }),
  };
  return { answers: [body ? withBody(answer) : { ...answer, withoutBody: true }] };
}

interface Field {
  readonly lines: PastedLine[];
}

/** A value that goes on below its first line is indented as far as that. */
function fieldsIn(lines: readonly PastedLine[]): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  let open: { readonly field: Field; readonly column: number } | undefined;
  for (const line of lines) {
    const [whole, key = '', value = ''] = FIELD.exec(line.text) ?? [];
    if (whole !== undefined) {
      const column = line.text.length - value.length;
      open = {
        field: { lines: [{ text: value.trimEnd(), at: { ...line.at, column: line.at.column + column } }] },
        column,
      };
      fields.set(key.toLowerCase(), open.field);
    } else open?.field.lines.push({ ...line, text: line.text.slice(open.column).trimEnd() });
  }
  return fields;
}

/** The console breaks a long line wherever it ends. */
function contentOf({ lines }: Field): Pick<PastedAnswer, 'body' | 'bodyAt'> | undefined {
  const text = lines
    .map((line) => line.text)
    .join('')
    .trim();
  const at = lines[0]?.at;
  if (!at || text === '') return undefined;
  if (/(?:\.\.\.|…)$/.test(text) || /^\{\d{1,3}, \d/.test(text))
    throw mistake(at, 'PowerShell shows only the beginning of the file', INSTEAD);
  return { body: octetsOf(text), bodyAt: at };
}

function withBody({ withoutBody: _, ...answer }: PastedAnswer): PastedAnswer {
  return answer;
}

function readError(line: PastedLine, lines: readonly PastedLine[]): WebReading {
  const printed = line.text.trim();
  // The sentence may go on in the next lines.
  const from = lines.indexOf(line);
  const said = lines
    .slice(from, from + 4)
    .map(({ text }) => text.trim())
    .join(' ');
  const status = /\((\d{3})\)|does not indicate success: (\d{3})/.exec(said.slice(0, 600));
  const number = Number(status?.[1] ?? status?.[2] ?? 0);
  if (number >= 100)
    return {
      answers: [{ status: number, at: line.at, headers: {}, body: new Uint8Array(), withoutBody: true }],
    };
  return { answers: [], failure: { kind: kindOfSentence(said) ?? 'other', printed, at: line.at } };
}
