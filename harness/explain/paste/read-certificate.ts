import { X509Certificate } from 'node:crypto';
import { canonical, canonicalAddress, isAddress, withoutBrackets } from '../../model/index.ts';
import type { PastedCertificate } from '../paste.ts';
import { certificateOfCurl } from './curl-certificate.ts';
import { mistake, quoted } from './mistake.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';
import { type PastedCommand, type PastedSection, sectionsOf } from './pasted-sections.ts';

const INSTEAD =
  'paste what `openssl s_client -connect HOST:8448 -servername NAME </dev/null` prints, with its command line';
const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/**
 * The certificates in a paste, that of the server first: PEM blocks, what `openssl s_client` prints, what `curl -v` says of one.
 * Throws a ScenarioError with file:line:column where there is none, or one that is damaged.
 */
export function readCertificate(file: string, text: string): readonly PastedCertificate[] {
  const certificates = sectionsOf(file, text).flatMap(certificatesIn);
  if (certificates.length > 0) return certificates;
  throw mistake({ file, line: 1, column: 1 }, 'there is no certificate in this', INSTEAD);
}

/** Others are shown the first of a chain; behind it stand authorities. */
function certificatesIn({ lines, command }: PastedSection): readonly PastedCertificate[] {
  const [leaf, ...others] = pemBlocks(lines).map(parsed);
  if (!leaf) {
    const ofCurl = certificateOfCurl(lines);
    if (ofCurl) return [ofCurl];
    refuse(lines);
    return [];
  }
  const verified = verdictIn(lines);
  const seenAt = placeOf(command, lines);
  return [
    { ...told(leaf), ...(verified !== undefined && { verified }), ...(seenAt && { seenAt }) },
    ...others.filter(({ ca }) => !ca).map(told),
  ];
}

/** Lines from a BEGIN to its END. */
function pemBlocks(lines: readonly PastedLine[]): readonly (readonly PastedLine[])[] {
  const blocks: PastedLine[][] = [];
  let open: PastedLine[] | undefined;
  for (const line of lines) {
    if (line.text.trim() === BEGIN) open = [];
    open?.push(line);
    if (open && line.text.trim() === END) {
      blocks.push(open);
      open = undefined;
    }
  }
  const [cut] = open ?? [];
  if (cut) throw mistake(cut.at, 'this certificate has no end', `paste it up to ${END}`);
  return blocks;
}

function told(x509: X509Certificate): PastedCertificate {
  const names = namesIn(x509.subjectAltName ?? '');
  const commonName = /^CN=(.+)$/m.exec(x509.subject)?.[1];
  const flaw = flawOf(x509, names, commonName);
  return {
    certificate: {
      names: names.length > 0 ? names : commonName === undefined ? [] : [canonical(commonName)],
      ...(flaw && { flaw }),
    },
    issuer: x509.issuer.split('\n').join(', '),
    validFrom: Date.parse(x509.validFrom),
    validUntil: Date.parse(x509.validTo),
  };
}

function parsed(lines: readonly PastedLine[]): X509Certificate {
  try {
    return new X509Certificate(lines.map(({ text }) => text.trim()).join('\n'));
  } catch {
    const at = lines[0]?.at ?? { file: '', line: 1, column: 1 };
    throw mistake(at, 'this certificate cannot be read: some of its lines are missing or damaged', INSTEAD);
  }
}

/** `DNS:example.org, IP Address:192.0.2.1`; what holds a comma or a quote is a string of JSON there. */
function namesIn(subjectAltName: string): string[] {
  return (subjectAltName.match(/(?:DNS|IP Address):(?:"(?:[^"\\]|\\.)*"|[^,]*)/g) ?? []).map((entry) => {
    const value = entry.slice(entry.indexOf(':') + 1);
    const name = value.startsWith('"') ? value.slice(1, -1) : value;
    return canonicalAddress(name) ?? canonical(name);
  });
}

function flawOf(
  x509: X509Certificate,
  names: readonly string[],
  commonName: string | undefined,
): 'noSan' | 'commonNameOnly' | 'selfSigned' | 'addressAsName' | undefined {
  if (names.length === 0) return commonName === undefined ? 'noSan' : 'commonNameOnly';
  if (/(?:^|, )DNS:(?:\d{1,3}\.){3}\d{1,3}(?:,|$)/.test(x509.subjectAltName ?? '')) return 'addressAsName';
  return x509.subject === x509.issuer ? 'selfSigned' : undefined;
}

/** `Verify return code: 10 (certificate has expired)`; the last counts, TLS 1.3 prints one for each ticket. */
function verdictIn(lines: readonly PastedLine[]): string | undefined {
  const said = lines.findLast(({ text }) => /^\s*Verify return code: /.test(text));
  const error = lines.find(({ text }) => text.startsWith('verify error:num='));
  return (
    /Verify return code: \d+ \((.*)\)\s*$/.exec(said?.text ?? '')?.[1] ??
    /^verify error:num=\d+:(.*)$/.exec(error?.text ?? '')?.[1]
  );
}

export function placeOf(
  command: PastedCommand | undefined,
  lines: readonly PastedLine[],
): PastedCertificate['seenAt'] | undefined {
  const words = command?.program === 'openssl' ? command.words : [];
  const behind = (option: string): string | undefined => {
    const at = words.findIndex((word) => word === option || word === `-${option}`);
    return at < 0 ? undefined : words[at + 1];
  };
  // OpenSSL 3.2 and later say to which address they connect, and not to which port.
  const connected = lines.map(({ text }) => /^Connecting to (\S+)$/.exec(text.trim())?.[1]).find(Boolean);
  const endpoint = behind('-connect') ?? connected;
  const sni = behind('-servername') ?? sniOf(endpoint, words);
  if (endpoint === undefined && sni === undefined) return undefined;
  return { ...(endpoint !== undefined && { endpoint }), ...(sni !== undefined && { sni: canonical(sni) }) };
}

/** Without `-servername` it sends the name in `-connect`, where that is one. */
function sniOf(endpoint: string | undefined, words: readonly string[]): string | undefined {
  if (endpoint === undefined || words.length === 0 || words.includes('-noservername')) return undefined;
  const host = withoutBrackets(endpoint.replace(/:\d+$/, ''));
  return isAddress(host) ? undefined : host;
}

function refuse(lines: readonly PastedLine[]): void {
  const first = lines.find(isWritten);
  if (!first) return;
  if (
    lines.some(({ text }) =>
      /^\s*(?:no peer certificate available|CONNECTED\(|connect:errno=|.*Connection refused)/.test(text),
    )
  )
    throw mistake(
      first.at,
      'no certificate was shown in this connection',
      'ask a host and a port that answer with TLS',
    );
  if (lines.some(({ text }) => /^(?:Certificate:$|subject ?=|notBefore=|\s*X509v3 )/.test(text)))
    throw mistake(
      first.at,
      'this is what a certificate says, and not the certificate',
      'paste it in PEM: leave out -noout',
    );
  throw mistake(first.at, `${quoted(first.text)} is no certificate`, INSTEAD);
}
