import type { FailedContact, WebFailure } from '../paste.ts';
import { type PastedSection, sectionsOf } from './pasted-sections.ts';
import { placeOf } from './read-certificate.ts';

/** What `openssl s_client` prints where no certificate comes; the first that fits. Errors of TLS are followed by what looks well. */
const FAILURES: readonly (readonly [RegExp, WebFailure['kind']])[] = [
  [/\bConnection refused\b|\bconnect:errno=111\b/, 'refused'],
  [/\btimed? ?out\b|\bconnect:errno=(?:110|60)\b/i, 'silent'],
  [/\bNo route to host\b|\bunreachable\b|\bconnect:errno=(?:113|101|65|51)\b/i, 'silent'],
  [/\bName or service not known\b|\bnodename nor servname\b|\bBIO_lookup_ex\b/, 'no-address'],
  [/\bConnection reset\b|\bwrite:errno=(?:104|54)\b|\bunexpected eof\b/i, 'reset'],
  [/\balert\b|\bwrong version number\b|\bno peer certificate available\b/i, 'tls'],
];

/** Connections of `openssl s_client` in which no certificate was shown; none where the paste has a certificate. */
export function readFailedContacts(file: string, text: string): readonly FailedContact[] {
  return text.includes('-----BEGIN CERTIFICATE-----') ? [] : sectionsOf(file, text).flatMap(failureIn);
}

function failureIn({ command, lines }: PastedSection): readonly FailedContact[] {
  const isOpenssl = command?.program === 'openssl';
  for (const [form, kind] of FAILURES) {
    const line = lines.find((each) => form.test(each.text));
    if (!line) continue;
    if (!isOpenssl && !lines.some((each) => /^(?:CONNECTED\(|connect:errno=)/.test(each.text.trim())))
      return [];
    const seenAt = placeOf(command, lines);
    return [{ failure: { kind, printed: line.text.trim() }, ...(seenAt && { seenAt }) }];
  }
  return [];
}
