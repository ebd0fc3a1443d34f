import type { Paint } from '../report/index.ts';
import { type Figure, type FigureTarget, type Standing, standingOf } from './figure.ts';

/** Columns of the table, wide enough for every row there is: each is printed before the next one is known. */
const WIDTH = { what: 64, value: 12, target: 9 } as const;

/** What, value, target, standing; and below it how the value came about. */
export function rowLines(figure: Figure, paint: Paint): string[] {
  const { what, target, unit, name, detail } = figure;
  const value = valueText(figure).padStart(WIDTH.value);
  const aim = (target ? targetText(target, unit) : '').padEnd(WIDTH.target);
  return [
    `${what.padEnd(WIDTH.what)}  ${paint.strong(value)}  ${aim}  ${painted(standingOf(figure), paint)}`,
    paint.faint(`  ${name}: ${detail}`),
  ];
}

function valueText({ value, unit }: Figure): string {
  return value === undefined ? '–' : quantity(value, unit, unit === 'MB' ? 0 : 2);
}

function targetText({ kind, value }: FigureTarget, unit: Figure['unit']): string {
  const sign = { 'at most': '≤', 'at least': '≥', below: '<' }[kind];
  return `${sign} ${quantity(value, unit, Number.isInteger(value) ? 0 : 2)}`;
}

function quantity(value: number, unit: Figure['unit'], digits: number): string {
  return unit === 'questions' ? `${value}` : `${value.toFixed(digits)} ${unit}`;
}

function painted(standing: Standing, paint: Paint): string {
  switch (standing) {
    case 'met':
      return paint.good(standing);
    case 'missed':
      return paint.bad(standing);
    case 'reported':
    case 'skipped':
      return paint.faint(standing);
    default:
      return standing satisfies never;
  }
}
