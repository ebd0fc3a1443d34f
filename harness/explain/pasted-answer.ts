import type { HttpAnswer } from '../model/index.ts';
import { ScenarioError } from '../scenario/index.ts';

/**
 * A well-known file as somebody pastes it: the body alone, which is then taken to come with status 200, or the whole
 * answer as `curl -i` prints it. Redirects cannot be followed from paper: of several answers the last one counts.
 */
export function readPastedAnswer(file: string, text: string): HttpAnswer {
  const answers = text.split(/^(?=HTTP\/)/m).filter((part) => part.trim() !== '');
  const last = answers.at(-1) ?? '';
  if (!last.startsWith('HTTP/')) {
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: bytes(text) };
  }
  const [, head = '', body = ''] = /^([\s\S]*?)(?:\r?\n\r?\n([\s\S]*))?$/.exec(last) ?? [];
  const [statusLine = '', ...lines] = head.split(/\r?\n/);
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/.exec(statusLine)?.[1];
  if (status === undefined) {
    const line = text.slice(0, text.indexOf(last)).split('\n').length;
    const hint = 'paste what `curl -i` prints, or the body alone';
    throw new ScenarioError(
      { code: 'bad-value', what: `${JSON.stringify(statusLine)} is no status line`, hint },
      { file, line, column: 1 },
    );
  }
  const headers = Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value = ''] = /^([^:\s]+):\s*(.*)$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, value.trim()]];
    }),
  );
  const location = Object.entries(headers).find(([name]) => name.toLowerCase() === 'location')?.[1];
  return { status: Number(status), headers, body: bytes(body), ...(location && { location }) };
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
