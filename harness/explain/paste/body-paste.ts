import { withoutMeter } from './curl-meter.ts';
import { statusOfPage } from './error-page.ts';
import { mistake, quoted } from './mistake.ts';
import { bodyOf, trimmedLines } from './pasted-body.ts';
import type { PastedLine } from './pasted-lines.ts';
import type { PastedSection } from './pasted-sections.ts';
import { PASTE_CURL, type WebFormat, type WebReading } from './web-format.ts';

/** What the file of a server begins with, whether it is right or wrong; a page of a web server begins with `<`. */
const BEGINNING = /^[{["<]|^(?:null|true|false|-?\d+)$/;
const FETCHERS: ReadonlySet<string | undefined> = new Set([
  'curl',
  'wget',
  'http',
  'https',
  'cat',
  'type',
  'iwr',
  'invoke-webrequest',
]);

/** The file alone. It is taken to have come with status 200, which only the file itself can have got from a browser. */
export const bodyAlone: WebFormat = {
  name: 'the file',
  recognises: () => true,
  read: readBody,
};

function readBody({ command, lines }: PastedSection): WebReading {
  const body = trimmedLines(withoutMeter(lines));
  const [first] = body;
  if (!first) return { answers: [] };
  const status = statusOfPage(body.map(({ text }) => text).join('\n'));
  if (status !== undefined) return pageOf(status, first);
  if (!BEGINNING.test(first.text.trim()) && !FETCHERS.has(command?.program)) {
    const what = `${quoted(first.text)} is neither a well-known file nor what a known program prints`;
    throw mistake(first.at, what, PASTE_CURL);
  }
  const hasMore = command?.words.some((word) => word === '-w' || word === '--write-out') ?? false;
  const file = hasMore ? body.map(withoutWriteOut) : body;
  return { answers: [{ status: 200, headers: { 'Content-Type': 'application/json' }, ...bodyOf(file) }] };
}

/** Others follow a redirect, and where to does not stand in its page. */
function pageOf(status: number, { text, at }: PastedLine): WebReading {
  if (status < 400) throw mistake(at, `${quoted(text)} is the page of a redirect (${status})`, PASTE_CURL);
  return { answers: [{ status, at, headers: {}, body: new Uint8Array(), withoutBody: true }] };
}

/** `{…}200`: what `curl -w` adds behind the file. */
function withoutWriteOut(line: PastedLine): PastedLine {
  const end = line.text.lastIndexOf('}');
  return end < 0 ? line : { ...line, text: line.text.slice(0, end + 1) };
}
