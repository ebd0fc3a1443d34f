import { keysOf, ownCommand } from '../../base/index.ts';
import { nameOfCell, TROUBLED_STEPS, TROUBLES, type Trouble } from '../../model/index.ts';
import type { FinalityEntry } from '../../oracle/index.ts';
import {
  casesOf,
  DETOUR_SIGNS,
  fieldsOf,
  impossibleCells,
  impossibleText,
  mutantsText,
  possibleIn,
} from '../finality-groups.ts';
import type { Look } from './look.ts';
import type { Paint } from './paint.ts';

/** The finality matrix: at a glance, then who holds each cell, what is owed, and why the rest cannot be. */
export function finalityLines(matrix: readonly FinalityEntry[], { paint, width }: Look): string[] {
  const holders = fieldsOf(matrix).map(({ step, trouble, entries }) =>
    `${inColumns(step, trouble)}${casesOf(entries).join(' ')}  ${mutantsText(entries)}`.trimEnd(),
  );
  const impossible = impossibleCells(matrix).map((cells) => `${impossibleText(cells)}: ${cells.why}`);
  return [
    paint.strong('finality: where a careless resolver goes after a failure, and is seen'),
    ...glance(matrix, paint, width),
    '',
    ...holders,
    '',
    ...debts(matrix, paint),
    total(matrix),
    paint.faint('not possible:'),
    ...impossible.map((text) => paint.faint(text)),
  ];
}

const LABEL = Math.max(...TROUBLES.map(({ length }) => length));

const inColumns = (step: string, trouble: string) => `${step.padEnd(4)}  ${trouble.padEnd(LABEL)}  `;

/** A row for each trouble, a column for each step. What is too wide for the terminal goes on in a second table below. */
function glance(matrix: readonly FinalityEntry[], paint: Paint, width = Number.POSITIVE_INFINITY): string[] {
  const legend = keysOf(DETOUR_SIGNS).map(
    (detour) => `${DETOUR_SIGNS[detour].sign} ${DETOUR_SIGNS[detour].meaning}`,
  );
  return [
    ...folded(columnsOf(matrix), width).flatMap((columns) => tableOf(columns, paint)),
    ...[0, 2, 4, 6, 8].map((index) => paint.faint(legend.slice(index, index + 2).join(', '))),
  ];
}

interface Column {
  readonly step: FinalityEntry['step'];
  /** The possible cells, for each trouble. */
  readonly fields: readonly (readonly FinalityEntry[])[];
  readonly width: number;
}

function columnsOf(matrix: readonly FinalityEntry[]): readonly Column[] {
  return TROUBLED_STEPS.map((step) => {
    const fields = TROUBLES.map((trouble) => possibleIn(matrix, step, trouble));
    return { step, fields, width: Math.max(step.length, ...fields.map(({ length }) => length)) };
  });
}

/** As many columns beside each other as fit, and one where not even that does. */
function folded(columns: readonly Column[], width: number): readonly (readonly Column[])[] {
  const tables: Column[][] = [];
  let free = 0;
  for (const column of columns) {
    if (tables.length === 0 || free < column.width + 1) {
      tables.push([]);
      free = width - LABEL;
    }
    tables.at(-1)?.push(column);
    free -= column.width + 1;
  }
  return tables;
}

function tableOf(columns: readonly Column[], paint: Paint): readonly string[] {
  const head = [' '.repeat(LABEL), ...columns.map(({ step, width }) => step.padEnd(width))].join(' ');
  const row = (trouble: Trouble, index: number) =>
    [
      trouble.padEnd(LABEL),
      ...columns.map(({ fields, width }) => signs(fields[index] ?? [], width, paint)),
    ].join(' ');
  return [head, ...TROUBLES.map(row)].map((text) => text.trimEnd());
}

function signs(entries: readonly FinalityEntry[], width: number, paint: Paint): string {
  const text = entries.map(({ detour, lacks }) => {
    const { sign } = DETOUR_SIGNS[detour];
    return lacks === undefined ? sign : paint.bad(sign);
  });
  return `${text.join('') || '-'}${' '.repeat(Math.max(width - Math.max(entries.length, 1), 0))}`;
}

const DEBTS = {
  case: 'no case: write one in which this way is alive, and nothing else',
  mutant: `no mutant that a case catches: write one, then ${ownCommand('mutants', '--write')}`,
} as const;

function debts(matrix: readonly FinalityEntry[], paint: Paint): string[] {
  return keysOf(DEBTS).flatMap((lacks) => {
    const cells = matrix.filter((entry) => entry.lacks === lacks).map(nameOfCell);
    return cells.length === 0 ? [] : [DEBTS[lacks], ...cells.map((cell) => paint.bad(`  ${cell}`))];
  });
}

function total(matrix: readonly FinalityEntry[]): string {
  const possible = matrix.filter(({ impossible }) => impossible === undefined);
  const held = possible.filter(({ lacks }) => lacks === undefined).length;
  return `${held} of ${possible.length} possible cells have a case and a mutant that it catches; ${matrix.length - possible.length} are not possible`;
}
