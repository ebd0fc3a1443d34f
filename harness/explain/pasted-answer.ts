import type { HttpAnswer } from '../model/index.ts';
import { type Position, ScenarioError } from '../scenario/index.ts';

/** Answers that say "go there" (AMB-32), and name where. */
const isRedirect = ({ status, location }: HttpAnswer): boolean =>
  [301, 302, 303, 307, 308].includes(status) && location !== undefined;

/**
 * A well-known file as somebody pastes it: the body alone, which is then taken to come with status 200, or all that `curl -i`
 * prints: the redirects that it followed in order, and the answer at their end. Never empty. Throws a ScenarioError with the
 * place, where there is nothing, or what is no status line.
 */
export function readPastedAnswers(file: string, text: string): readonly HttpAnswer[] {
  if (text.trim() === '') {
    const hint =
      'paste what `curl -iL https://NAME/.well-known/matrix/server` prints, or leave out --well-known if you do not know it';
    throw new ScenarioError(
      { code: 'bad-value', what: 'the well-known file is empty', hint },
      { file, line: 1, column: 1 },
    );
  }
  if (!text.trimStart().startsWith('HTTP/'))
    return [{ status: 200, headers: { 'Content-Type': 'application/json' }, body: bytes(text) }];
  const parts = [...text.matchAll(/^HTTP\/[\s\S]*?(?=^HTTP\/|(?![\s\S]))/gm)];
  const answers = parts.map(({ 0: part, index }) => {
    const line = text.slice(0, index).split('\n').length;
    return readAnswer(part, { file, line, column: 1 });
  });
  // Before the answer stand others that are none to this question: of a proxy, 100 Continue, 103 Early Hints.
  return answers.filter((answer, index) => index === answers.length - 1 || isRedirect(answer));
}

function readAnswer(text: string, position: Position): HttpAnswer {
  const [, head = '', body = ''] = /^([\s\S]*?)(?:\r?\n\r?\n([\s\S]*))?$/.exec(text) ?? [];
  const [statusLine = '', ...lines] = head.split(/\r?\n/);
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})(?: |$)/.exec(statusLine)?.[1];
  if (status === undefined) {
    const hint = 'paste what `curl -i` prints, or the body alone';
    throw new ScenarioError(
      { code: 'bad-value', what: `${JSON.stringify(statusLine)} is no status line`, hint },
      position,
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
