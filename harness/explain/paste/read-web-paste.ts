import type { WebPaste } from '../paste.ts';
import { refuseFederationReport } from './federation-report.ts';
import { asksInClearText, pasteCurlOf, wellKnownAddress } from './fetched-address.ts';
import { isRedirect } from './http-answers.ts';
import { mistake, quoted } from './mistake.ts';
import { isWritten } from './pasted-lines.ts';
import { type PastedSection, sectionsOf } from './pasted-sections.ts';
import { isNotOfWeb } from './shell-prompt.ts';
import { PASTE_CURL, type WebReading } from './web-format.ts';
import { WEB_FORMATS } from './web-formats.ts';

/**
 * What a paste tells of the well-known file: the file alone, or what curl, wget, HTTPie or PowerShell prints, with redirects
 * and failures. `host`: of the server name; a command line that asks for something else is refused. Throws a ScenarioError with
 * file:line:column where there is nothing, or what is not understood.
 */
export function readWebPaste(file: string, text: string, host: string): WebPaste {
  const parts = sectionsOf(file, text).filter(
    ({ command, lines }) => !isNotOfWeb(command?.program) && lines.some(isWritten),
  );
  const [first, ...others] = parts;
  if (!first) {
    const hint = `${PASTE_CURL}, or leave out --well-known if you do not know it`;
    throw mistake({ file, line: 1, column: 1 }, 'the well-known file is empty', hint);
  }
  let { format, reading } = ofWellKnownAddress(first, host);
  for (const part of others) {
    const next = readPart(part);
    reading = joined(reading, next.reading, part);
    if (next.format !== format) format = `${format}, ${next.format}`;
  }
  return { format, ...reading };
}

/** The first answer has to be that of the well-known address. In clear text only a redirect from there leads to it. */
function ofWellKnownAddress(section: PastedSection, host: string): ReturnType<typeof readPart> {
  const { command } = section;
  const isClear = command !== undefined && asksInClearText(command, host);
  const { format, reading } = readPart(section);
  if (!isClear) return { format, reading };
  const [clear, ...answers] = reading.answers;
  const isLed = clear?.location === wellKnownAddress(host) && (answers.length > 0 || reading.failure);
  if (isLed) return { format, reading: { ...reading, answers } };
  throw mistake(command.at, 'this was asked for in clear text, and others ask with https', pasteCurlOf(host));
}

function readPart(section: PastedSection): { readonly format: string; readonly reading: WebReading } {
  const first = section.lines.find(isWritten);
  if (
    first &&
    /^(?:;|\$ORIGIN|\$TTL|Server:\s|\S+\s+(?:\d+\s+)?(?:IN\s+)?(?:A|AAAA|CNAME|SRV|SOA|NS)\s+\S)/.test(
      first.text,
    )
  ) {
    const what = `${quoted(first.text)} is no answer of a web server: these are DNS records`;
    throw mistake(first.at, what, 'give them with --zone');
  }
  if (first) refuseFederationReport(section.lines, first.at, PASTE_CURL);
  const found = WEB_FORMATS.find(({ recognises }) => recognises(section));
  if (!found) return { format: '', reading: { answers: [] } };
  const reading = found.read(section);
  if (first && reading.answers.length === 0 && !reading.failure)
    throw mistake(first.at, `this holds no answer, and does not say why there is none`, PASTE_CURL);
  return { format: found.name, reading };
}

/** A redirect and what it led to, fetched one by one; or a head, and the whole after it. */
function joined(before: WebReading, next: WebReading, part: PastedSection): WebReading {
  const last = before.answers.at(-1);
  if (last && isRedirect(last) && !before.failure)
    return { ...next, answers: [...before.answers, ...next.answers] };
  if (last?.withoutBody || !last) return next;
  const at = part.lines.find(isWritten)?.at ?? { file: '', line: 1, column: 1 };
  throw mistake(
    at,
    'here begins a second answer',
    'paste one answer: that of the well-known address, with its redirects',
  );
}
