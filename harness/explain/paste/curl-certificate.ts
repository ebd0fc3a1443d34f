import { canonical } from '../../model/index.ts';
import type { PastedCertificate } from '../paste.ts';
import { mistake } from './mistake.ts';
import type { PastedLine } from './pasted-lines.ts';

/** What `curl -v` says of the certificate: its dates, its issuer, and the one name in it that fits; `undefined`: nothing. */
export function certificateOfCurl(lines: readonly PastedLine[]): PastedCertificate | undefined {
  const said = (pattern: RegExp): readonly string[] =>
    lines.flatMap(
      ({ text }) =>
        pattern
          .exec(text)
          ?.slice(1)
          .map((part) => part.trim()) ?? [],
    );
  const [from] = said(/^\*\s+start date: (.*)$/);
  const [until] = said(/^\*\s+expire date: (.*)$/);
  const [issuer = ''] = said(/^\*\s+issuer: (.*)$/);
  if (from === undefined || until === undefined) return undefined;
  const [host, name] = said(/^\*\s+subjectAltName: host "([^"]*)" matched cert's (?:IP address!?|"([^"]*)")/);
  if (name === undefined || host === undefined) throw unnamed(lines);
  const isVerified = lines.some(({ text }) => /^\*\s+SSL certificate verify ok/.test(text));
  return {
    certificate: { names: [canonical(name)] },
    issuer,
    validFrom: Date.parse(from),
    validUntil: Date.parse(until),
    ...(isVerified && { verified: 'ok' }),
    seenAt: { sni: canonical(host) },
  };
}

function unnamed(lines: readonly PastedLine[]): Error {
  const at = lines.find(({ text }) => /start date:/.test(text))?.at ?? { file: '', line: 1, column: 1 };
  const hint = 'paste what `openssl s_client -connect HOST:PORT -servername NAME </dev/null` prints';
  return mistake(at, 'curl does not say for which names this certificate is', hint);
}
