import type { PastedAnswer } from '../paste.ts';
import { octetsOf } from './paste-text.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';

/** What follows a body without a new line: a prompt, `{…}user@host:~$ `; the `%` of zsh; what `wget -nv` says. */
const PROMPT_BEHIND =
  /^(?:\[?[\w.-]{1,80}@[\w.-]{1,80}[^$#%>]{0,120}[$#%>] ?|PS [A-Z]:\\[^>]{0,200}> ?|[%#] ?|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d URL:.*)$/;

/** Of which an answer has a body: its octets, and where they begin. */
export function bodyOf(lines: readonly PastedLine[]): Pick<PastedAnswer, 'body' | 'bodyAt'> {
  const first = lines[0];
  const text = withoutPrompt(lines.map((line) => line.text).join('\n'));
  return { body: octetsOf(text), ...(first && text !== '' && { bodyAt: first.at }) };
}

/** The body without blank lines around it: they are there because of how it was copied. */
export function trimmedLines(lines: readonly PastedLine[]): readonly PastedLine[] {
  const from = lines.findIndex(isWritten);
  return from < 0 ? [] : lines.slice(from, lines.findLastIndex(isWritten) + 1);
}

function withoutPrompt(text: string): string {
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf('</html>') + '</html>'.length - 1);
  const behind = text.slice(end + 1);
  return end >= 0 && behind.length < 400 && PROMPT_BEHIND.test(behind.trimEnd() === '' ? '' : behind.trim())
    ? text.slice(0, end + 1)
    : text;
}
