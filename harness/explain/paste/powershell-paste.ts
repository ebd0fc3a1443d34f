import { canonical, isAddress, isIPv4, type RecordData, type RecordType } from '../../model/index.ts';
import { type AskedOutcome, asked, NO_NAME, NOTHING, SILENCE, WITHOUT_TYPE } from './asked.ts';
import { type CommandQuestion, questionsOf } from './dns-command.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { mistake, quoted } from './mistake.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';
import { type PastedCommand, type PastedSection, readCommand } from './pasted-sections.ts';
import { type PowerShellRow, rowsOf } from './powershell-rows.ts';
import { typeNamed } from './read-types.ts';

const ERROR = /^Resolve-DnsName\s?:\s*(\S+)\s?:\s*(.*)$/;
/** Where the error stands in a script, the command once more, and what underlines it. */
const AROUND_ERRORS = /^(?:At |In |Au |En |Line \||\s*\d* *\||\+ |\s+\+ |\s*~+$)/;
/** The names of the errors are the same in every language. */
const ERRORS: readonly (readonly [pattern: RegExp, outcome: AskedOutcome])[] = [
  [/RCODE_NAME_ERROR|DNS name does not exist/i, NO_NAME],
  [/RCODE_SERVER_FAILURE|DNS server failure/i, { kind: 'failed', why: 'SERVFAIL' }],
  [/RCODE_REFUSED|operation refused/i, { kind: 'failed', why: 'REFUSED' }],
  [/INFO_NO_RECORDS|No records found/i, NOTHING],
  [/TIMEOUT|timeout period expired|timed out/i, SILENCE],
];

/** What `Resolve-DnsName` of PowerShell prints: tables, lists and errors. */
export const powerShell: DnsFormat = {
  name: 'PowerShell',
  recognises: ({ command, lines }) =>
    lines.some(
      ({ text }) =>
        /^Name\s+Type\s+TTL\s+Section\s/.test(text) || /^QueryType\s*: /.test(text) || ERROR.test(text),
    ) ||
    (command?.program === 'resolve-dnsname' && lines.some(isWritten)),
  read: readPowerShell,
};

function* readPowerShell({ command, lines }: PastedSection): Generator<DnsFinding> {
  const errors = lines.filter(({ text }) => ERROR.test(text));
  for (const line of errors) yield* readError(line, lines, command);
  const rest =
    errors.length === 0 ? lines : lines.filter(({ text }) => !ERROR.test(text) && !AROUND_ERRORS.test(text));
  const rows = rowsOf(rest, (line) => {
    throw unknown(line);
  });
  let isAnswered = errors.length > 0;
  for (const row of rows) {
    for (const finding of recordIn(row)) {
      isAnswered ||= finding.kind === 'record';
      yield finding;
    }
  }
  if (!isAnswered && rows.length > 0) yield* nothingFor(rows[0], command);
}

function* readError(
  line: PastedLine,
  lines: readonly PastedLine[],
  command: PastedCommand | undefined,
): Generator<DnsFinding> {
  const [, name = '', said = ''] = ERROR.exec(line.text.trimEnd()) ?? [];
  const id =
    lines.find(({ text, at }) => at.line > line.at.line && text.includes('FullyQualifiedErrorId'))?.text ??
    '';
  const found = ERRORS.find(
    ([pattern]) => pattern.test(id.slice(0, 400)) || pattern.test(said.slice(0, 400)),
  )?.[1];
  if (!found) throw unknown(line);
  if (found === NO_NAME) return yield* asked(name, undefined, found);
  const [question] = questionsIn(lines, command);
  if (!question)
    throw mistake(
      line.at,
      `${quoted(line.text)} does not say of which type`,
      'paste the command line above it, too',
    );
  for (const type of typesOf(question)) yield* asked(name, type, found);
}

/** Below an error the command stands once more. */
function questionsIn(
  lines: readonly PastedLine[],
  command: PastedCommand | undefined,
): readonly CommandQuestion[] {
  if (command) return questionsOf(command);
  const again = lines.find(({ text }) => /^\+ +Resolve-DnsName\s/i.test(text));
  return again ? questionsOf(readCommand(again.text.slice(1), again.at)) : [];
}

const typesOf = ({ type, isOther }: CommandQuestion): readonly RecordType[] =>
  isOther ? [] : type === undefined ? WITHOUT_TYPE : [type];

function* recordIn({ at, fields }: PowerShellRow): Generator<DnsFinding> {
  const field = (...names: readonly string[]): string | undefined =>
    names.map((name) => fields.get(name)).find((value) => value !== undefined && value !== '');
  const name = field('name');
  const word = field('querytype', 'type') ?? '';
  const kind = typeNamed(word);
  if (name === undefined || kind === undefined)
    throw mistake(at, 'this is no record as Resolve-DnsName prints it', 'paste its Name and QueryType, too');
  const owner = canonical(name);
  const data = dataOf(kind, field);
  if (data) {
    const ttl = Number(field('ttl') ?? Number.NaN);
    yield { kind: 'record', owner, ...(Number.isInteger(ttl) && { ttl }), data, at };
    return;
  }
  if (kind !== 'other')
    throw mistake(at, `the data of this ${kind} record is not there`, 'paste it with ` | Format-List`');
  if (field('section')?.toLowerCase() !== 'authority')
    yield { kind: 'other', owner, type: word.toUpperCase() };
}

function dataOf(
  kind: string,
  field: (...names: readonly string[]) => string | undefined,
): RecordData | undefined {
  const address = field('ipaddress', 'ip4address', 'ip6address');
  const target = field('nametarget', 'namehost', 'target', 'server');
  const text = field('strings', 'text');
  const numbers = ['priority', 'weight', 'port'].map((name) => Number(field(name) ?? Number.NaN));
  if (kind === 'TXT' && text !== undefined) return { type: 'TXT', text: text.replace(/^\{|\}$/g, '') };
  if ((kind === 'A' || kind === 'AAAA') && address !== undefined && isAddress(address))
    return { type: isIPv4(address) ? 'A' : 'AAAA', address };
  if (kind === 'CNAME' && target !== undefined) return { type: 'CNAME', target: canonical(target) };
  if (kind !== 'SRV' || target === undefined || !numbers.every(isNumber16)) return undefined;
  const [priority, weight, port] = numbers as [number, number, number];
  return { type: 'SRV', priority, weight, port, target: target === '.' ? '.' : canonical(target) };
}

const isNumber16 = (value: number): boolean => Number.isInteger(value) && value >= 0 && value <= 65_535;

/** In place of an answer it shows the SOA record of the zone. */
function* nothingFor(
  row: PowerShellRow | undefined,
  command: PastedCommand | undefined,
): Generator<DnsFinding> {
  const [question] = command ? questionsOf(command) : [];
  if (row?.fields.get('section')?.toLowerCase() !== 'authority') return;
  if (!question)
    throw mistake(
      row.at,
      'this says that there is no such record, and not which',
      'paste the command line above it, too',
    );
  for (const type of typesOf(question)) yield* asked(question.name, type, NOTHING);
}

function unknown({ text, at }: PastedLine): Error {
  const hint =
    'paste what other programs print with their command lines, or in a file of its own (another --zone)';
  return mistake(at, `${quoted(text)} is no line of Resolve-DnsName, as which this is read`, hint);
}
