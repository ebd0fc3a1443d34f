import { canonical } from '../../model/index.ts';
import type { DnsPaste } from '../paste.ts';
import { digOutput } from './dig-paste.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { DNS_FORMATS, JSON_FORMATS } from './dns-formats.ts';
import { refuseFederationReport } from './federation-report.ts';
import { gatherFindings } from './gather-findings.ts';
import { isLeftOut, leftOut } from './left-out.ts';
import { mistake, quoted } from './mistake.ts';
import { otherExport } from './other-exports.ts';
import { isWritten } from './pasted-lines.ts';
import { type PastedSection, sectionsOf } from './pasted-sections.ts';

const INSTEAD =
  'paste a zone file, or what dig, host, nslookup, Resolve-DnsName or resolvectl prints, with its command line';

/** Programs that answer another question: what they print belongs to another option. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  curl: '--well-known',
  wget: '--well-known',
  http: '--well-known',
  https: '--well-known',
  iwr: '--well-known',
  irm: '--well-known',
  'invoke-webrequest': '--well-known',
  'invoke-restmethod': '--well-known',
  openssl: '--certificate',
};

/**
 * What a paste tells of DNS, whatever program printed it: a zone file, dig, host, nslookup, PowerShell and others, several
 * one after the other where prompts or fences stand between them. Names without a final dot in a zone file are relative to
 * `origin` until it says `$ORIGIN`. Throws a ScenarioError with file:line:column at the first line that is not understood.
 */
export function readDnsPaste(file: string, text: string, origin: string): DnsPaste {
  const findings: DnsFinding[] = [];
  const formats = new Set<string>();
  const all = sectionsOf(file, text);
  const sections = all.filter((section) => !isElsewhere(section));
  if (
    !sections.some(({ lines }) => lines.some(isWritten)) &&
    !sections.some(({ command }) => command?.program)
  )
    throw nothingIn(file, all.length > 0);
  for (const section of sections) {
    const format = DNS_FORMATS.find(({ recognises }) => recognises(section));
    if (format) {
      refuseLeftOut(section, format);
      formats.add(format.name);
      for (const finding of format.read(section, canonical(origin))) findings.push(finding);
    } else refuse(section);
  }
  return gatherFindings([...formats].join(', '), findings);
}

/** DNS over HTTPS and the programming interfaces of hosters are asked with curl, too. */
function isElsewhere({ command, lines }: PastedSection): boolean {
  if (!Object.hasOwn(ELSEWHERE, command?.program ?? '')) return false;
  return !JSON_FORMATS.some(({ recognises }) => recognises({ lines }));
}

function nothingIn(file: string, hasOthers: boolean): Error {
  const at = { file, line: 1, column: 1 };
  if (hasOthers) return mistake(at, 'there are no DNS records in this', INSTEAD);
  const hint =
    'dig prints nothing with +short or +noall +answer where there is no record: paste what it prints without them';
  return mistake(at, 'there is nothing in this', hint);
}

/** dig says what stands where. */
function refuseLeftOut({ lines }: PastedSection, format: DnsFormat): void {
  const cut = format === digOutput ? undefined : lines.find(isLeftOut);
  if (cut) throw leftOut(cut.at);
}

function refuse({ lines, command }: PastedSection): void {
  const first = lines.find(isWritten);
  if (!first) return;
  const { text, at } = first;
  refuseFederationReport(lines, at, INSTEAD);
  if (/^(?:HTTP\/|\* |< |> (?:GET|HEAD) |\{\s*"m\.)/.test(text))
    throw mistake(
      at,
      `${quoted(text)} is no DNS record: this is an answer of a web server`,
      'give it with --well-known',
    );
  const other = otherExport(lines);
  if (other) throw mistake(at, `${quoted(text)} is not read: this is ${other.is}`, other.instead);
  const whose = command?.program === undefined ? '' : ` of what ${command.program} prints`;
  throw mistake(at, `${quoted(text)} is not understood as DNS records${whose}`, INSTEAD);
}
