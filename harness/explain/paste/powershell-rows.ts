import type { Position } from '../../scenario/index.ts';
import { mistake, quoted } from './mistake.ts';
import { isWritten, type PastedLine } from './pasted-lines.ts';

/** One object that PowerShell prints, as a row of a table or as a list of lines. */
export interface PowerShellRow {
  readonly at: Position;
  /** By the name of the property in small letters. */
  readonly fields: ReadonlyMap<string, string>;
}

const FIELD = /^(\w{1,40})\s*: ?(.*)$/;

/** The objects in the lines of a console. `other`: told of each line that belongs to none. */
export function rowsOf(
  lines: readonly PastedLine[],
  other: (line: PastedLine) => void,
): readonly PowerShellRow[] {
  const rows: { at: Position; fields: Map<string, string> }[] = [];
  let columns: readonly string[] | undefined;
  let list: { at: Position; fields: Map<string, string> } | undefined;
  let last: string | undefined;
  for (const [index, line] of lines.entries()) {
    const text = line.text.trimEnd();
    if (text === '') {
      list = undefined;
      columns = undefined;
    } else if (isRule(lines[index + 1])) columns = text.trim().split(/\s+/);
    else if (isRule(line)) continue;
    else if (columns) rows.push({ at: line.at, fields: cellsOf(columns, line) });
    else if (FIELD.test(text)) {
      const [, key = '', value = ''] = FIELD.exec(text) ?? [];
      if (!list) {
        list = { at: line.at, fields: new Map() };
        rows.push(list);
      }
      last = key.toLowerCase();
      list.fields.set(last, value);
    } else if (list && last !== undefined && /^\s/.test(text)) {
      list.fields.set(last, (list.fields.get(last) ?? '') + text.trimStart());
    } else other(line);
  }
  return rows;
}

const isRule = (line: PastedLine | undefined): boolean =>
  line !== undefined && isWritten(line) && /^[-\s]+$/.test(line.text) && line.text.includes('--');

function cellsOf(columns: readonly string[], { text, at }: PastedLine): Map<string, string> {
  const cells = text.trim().split(/\s+/);
  const isCut = cells.some((cell) => cell.endsWith('...') || cell.endsWith('…'));
  if (cells.length !== columns.length || isCut) {
    const hint = 'paste it once more with ` | Format-List` behind the command';
    throw mistake(at, `${quoted(text)} does not fit the columns ${columns.join(', ')}`, hint);
  }
  return new Map(columns.map((column, index) => [column.toLowerCase(), cells[index] ?? '']));
}
