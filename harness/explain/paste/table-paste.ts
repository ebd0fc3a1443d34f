import { asciiLower, canonical } from '../../model/index.ts';
import type { DnsFinding, DnsFormat } from './dns-finding.ts';
import { recordWritten } from './json-record.ts';
import { mistake, quoted } from './mistake.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';
import type { PastedSection } from './pasted-sections.ts';
import { typeNamed } from './read-types.ts';
import { isTtl, readTtl } from './ttl.ts';

/** What the pages of hosters call a column, by what stands in it. */
const COLUMNS = {
  type: /^(?:record )?typ[eo]?$/i,
  name: /^(?:name|host|hostname|host name|dns name|record name|domain|nom|nombre)$/i,
  data: /^(?:content|value|data|target|points to|destination|answer|address|value\/route traffic to|wert|ziel|inhalt|rdata)$/i,
  priority: /^(?:priority|prio|mx|priorität)$/i,
  ttl: /^ttl(?: \(.*\))?$/i,
  proxy: /^proxy(?: status)?$/i,
} as const;
type Column = keyof typeof COLUMNS;

const INSTEAD = 'export the zone as a file there (BIND format), or paste what `dig NAME TYPE` prints';

/** The table on the page of a hoster, its cells apart by tabs, by `|`, or by two blanks. */
export const hosterTable: DnsFormat = {
  name: 'the table of a hoster',
  recognises: ({ lines }) => headOf(lines) !== undefined,
  read: readTable,
};

interface TableHead {
  readonly index: number;
  readonly columns: ReadonlyMap<Column, number>;
  readonly count: number;
}

function headOf(lines: readonly PastedLine[]): TableHead | undefined {
  const index = lines.findIndex(isWritten);
  const line = lines[index];
  if (!line) return undefined;
  const cells = cellsOf(line.text);
  const columns = new Map<Column, number>();
  for (const [at, cell] of cells.entries())
    for (const column of ['type', 'name', 'data', 'priority', 'ttl', 'proxy'] as const)
      if (COLUMNS[column].test(cell) && !columns.has(column)) columns.set(column, at);
  return columns.has('type') && columns.has('name') && columns.has('data')
    ? { index, columns, count: cells.length }
    : undefined;
}

function* readTable({ lines }: PastedSection, origin: string): Generator<DnsFinding> {
  const head = headOf(lines);
  if (!head) return;
  for (const line of lines.slice(head.index + 1).filter(isWritten)) {
    if (/^[-|\s:+]+$/.test(line.text)) continue;
    yield* readRow(line, head, origin);
  }
}

function* readRow(
  { text, at }: PastedLine,
  { columns, count }: TableHead,
  origin: string,
): Generator<DnsFinding> {
  const cells = cellsOf(text);
  const cell = (column: Column): string => cells[columns.get(column) ?? -1] ?? '';
  const type = cell('type').toUpperCase();
  if (typeNamed(type) === undefined || cells.length > count + 1)
    throw mistake(at, `${quoted(text)} is no row of the table above it`, INSTEAD);
  const owner = ownerOf(cell('name'), origin);
  const words = cell('data').split(/\s+/);
  const priority = cell('priority');
  // Some have the priority of an SRV record in a column of its own.
  const data = type === 'SRV' && words.length === 3 && priority !== '' ? [priority, ...words] : words;
  if (type === 'SRV' && data.length !== 4)
    throw mistake(at, `priority, weight, port and target of this SRV record cannot be told apart`, INSTEAD);
  if (/^proxied$/i.test(cell('proxy'))) yield { kind: 'proxied', owner };
  const ttl = isTtl(cell('ttl')) ? { ttl: readTtl(cell('ttl')) } : {};
  if ((type === 'ALIAS' || type === 'ANAME') && words[0] !== undefined)
    yield { kind: 'alias', owner, target: canonical(words[0]) };
  yield recordWritten({
    owner,
    type,
    data: type === 'TXT' ? quotedText(cell('data')) : data.join(' '),
    ...ttl,
    at,
  });
}

/** Such tables show names whole, or without that of the zone. */
function ownerOf(cell: string, origin: string): string {
  const name = asciiLower(cell);
  if (name === '@' || name === '') return origin;
  if (name.endsWith('.')) return canonical(name);
  return name === origin || name.endsWith(`.${origin}`) ? name : `${name}.${origin}`;
}

const quotedText = (text: string): string => (text.startsWith('"') ? text : JSON.stringify(text));

function cellsOf(text: string): readonly string[] {
  const line = text.trim().replace(/^\||\|$/g, '');
  const apart = line.includes('\t') ? '\t' : line.includes('|') ? '|' : undefined;
  return (apart === undefined ? line.split(/ {2,}/) : line.split(apart)).map((cell) => cell.trim());
}
