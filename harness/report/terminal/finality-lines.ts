import { keysOf } from '../../base/index.ts';
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
  const cut = (text: string) =>
    width === undefined || text.length <= width ? text : `${text.slice(0, width - 1)}…`;
  const holders = fieldsOf(matrix).map(({ step, trouble, entries }) =>
    cut(`${inColumns(step, trouble)}${casesOf(entries).join(' ')}  ${mutantsText(entries)}`.trimEnd()),
  );
  const impossible = impossibleCells(matrix).map((cells) => cut(`${impossibleText(cells)}: ${cells.why}`));
  return [
    paint.strong(cut('finality: where a careless resolver goes after a failure, and is seen')),
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

/** A row for each trouble, a column for each step; nothing where the terminal has no room for it. */
function glance(matrix: readonly FinalityEntry[], paint: Paint, width: number | undefined): string[] {
  const columns = TROUBLED_STEPS.map((step) => {
    const fields = TROUBLES.map((trouble) => possibleIn(matrix, step, trouble));
    return { step, fields, width: Math.max(step.length, ...fields.map(({ length }) => length)) };
  });
  const whole = LABEL + columns.reduce((sum, column) => sum + 1 + column.width, 0);
  if (width !== undefined && width < whole) return [];
  const head = [' '.repeat(LABEL), ...columns.map(({ step, width: w }) => step.padEnd(w))].join(' ');
  const row = (trouble: Trouble, index: number) =>
    [
      trouble.padEnd(LABEL),
      ...columns.map(({ fields, width: w }) => signs(fields[index] ?? [], w, paint)),
    ].join(' ');
  const legend = keysOf(DETOUR_SIGNS).map(
    (detour) => `${DETOUR_SIGNS[detour].sign} ${DETOUR_SIGNS[detour].meaning}`,
  );
  return [
    head.trimEnd(),
    ...TROUBLES.map(row).map((text) => text.trimEnd()),
    ...[0, 2, 4, 6, 8].map((index) => paint.faint(legend.slice(index, index + 2).join(', '))),
  ];
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
  mutant: 'no mutant that a case catches: write one, then npx signpost mutants --write',
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
