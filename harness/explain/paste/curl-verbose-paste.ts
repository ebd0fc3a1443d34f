import { readHeadLines } from './curl-head-paste.ts';
import { withoutMeter } from './curl-meter.ts';
import { isWritten, type PastedLine, shortened } from './pasted-lines.ts';
import type { PastedSection } from './pasted-sections.ts';
import { curlErrorIn, kindOfSentence } from './web-failures.ts';
import type { WebFormat, WebReading } from './web-format.ts';

/** What curl says of itself behind a body that does not end its line. */
const SAID_BEHIND = /\* (?:Connection #\d+|Closing connection|Curl_|Leftovers|shutting down)/;
const DATA = /^[{}] \[\d+ bytes data\]/;

/** What `curl -v` prints: heads with `< `, what it sent with `> `, what it says of itself with `* `, and the body between them. */
export const curlVerbose: WebFormat = {
  name: 'curl -v',
  recognises: ({ lines }) =>
    lines.some(({ text }) => text.startsWith('< HTTP/')) ||
    withoutMeter(lines).filter(({ text }) => text.startsWith('* ')).length >= 2,
  read: readVerbose,
};

function readVerbose({ command, lines }: PastedSection): WebReading {
  const heads: PastedLine[] = [];
  const bodies: PastedLine[] = [];
  const said: PastedLine[] = [];
  let error: PastedLine | undefined;
  for (const line of withoutMeter(lines)) {
    const { text } = line;
    if (/^<(?: |$)/.test(text)) heads.push(shortened(line, Math.min(2, text.length)));
    else if (text.startsWith('* ')) said.push({ ...line, text: text.slice(2).trim() });
    else if (/^>(?: |$)/.test(text) || DATA.test(text)) continue;
    else if (curlErrorIn(line)) {
      error = line;
      break;
    } else bodies.push(withoutSaid(line));
  }
  const body = bodies.slice(Math.max(0, bodies.findIndex(isWritten)));
  // With `-i` the heads stand there once more, without marks.
  const all = body[0]?.text.startsWith('HTTP/')
    ? body
    : [...heads, ...(heads.length > 0 ? [blankAt(heads)] : []), ...body];
  return withFailure(readHeadLines(error ? [...all, error] : all, command), said);
}

/** What it says of itself tells why there is no answer, where `-s` keeps back the last line. */
function withFailure(reading: WebReading, said: readonly PastedLine[]): WebReading {
  if (reading.failure || reading.answers.length > 0) return reading;
  for (const { text: sentence, at } of said.toReversed()) {
    const kind = kindOfSentence(sentence);
    if (kind && !/TLS handshake|TLS alert|^ALPN|CAfile|CApath/.test(sentence))
      return { answers: [], failure: { kind, printed: sentence, at } };
  }
  return reading;
}

const blankAt = (lines: readonly PastedLine[]): PastedLine => ({
  text: '',
  at: lines.at(-1)?.at ?? { file: '', line: 1, column: 1 },
});

function withoutSaid(line: PastedLine): PastedLine {
  const at = line.text.search(SAID_BEHIND);
  return at < 0 ? line : { ...line, text: line.text.slice(0, at) };
}
