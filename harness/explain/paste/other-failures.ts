import { isWritten } from './pasted-lines.ts';
import { kindOfSentence } from './web-failures.ts';
import type { WebFormat } from './web-format.ts';

/** What a browser shows where it got nothing: a code in capitals. */
const CODE =
  /\b(?:ERR_[A-Z_]{3,60}|DNS_PROBE_[A-Z_]{3,60}|[A-Z]{3,10}_ERROR_[A-Z_]{3,60}|MOZILLA_PKIX_[A-Z_]{3,60})\b/;

/** What HTTPie and browsers say where they got nothing. */
export const otherFailures: WebFormat = {
  name: 'an error message',
  recognises: ({ lines }) =>
    lines.some(
      ({ text }) =>
        /^https?: (?:error|LogLevel\.ERROR): /.test(text) ||
        (CODE.test(text.slice(0, 400)) && !/^\s*[{<]/.test(text)),
    ),
  read: ({ lines }) => {
    const told = lines
      .filter(isWritten)
      .find(({ text }) => /^https?: /.test(text) || CODE.test(text.slice(0, 400)));
    const kind =
      kindOfSentence(told?.text ?? '') ?? lines.map(({ text }) => kindOfSentence(text)).find(Boolean);
    return {
      answers: [],
      failure: { kind: kind ?? 'other', printed: (told?.text ?? '').trim(), ...(told && { at: told.at }) },
    };
  },
};
