import type { Paint } from '../report/index.ts';
import { type Figure, type FigureTarget, type Standing, standingOf } from './figure.ts';

/** One row a figure: what, value, target, standing; and below each how it came about. */
export function tableLines(figures: readonly Figure[], paint: Paint): string[] {
  const width = Math.max(...figures.map(({ what }) => what.length));
  const values = figures.map(valueText);
  const targets = figures.map(({ target, unit }) => (target ? targetText(target, unit) : ''));
  const [valueWidth, targetWidth] = [values, targets].map((texts) => Math.max(...texts.map((t) => t.length)));
  return figures.flatMap((figure, index) => {
    const standing = standingOf(figure);
    const value = (values[index] ?? '').padStart(valueWidth ?? 0);
    const target = (targets[index] ?? '').padEnd(targetWidth ?? 0);
    return [
      `${figure.what.padEnd(width)}  ${paint.strong(value)}  ${target}  ${painted(standing, paint)}`,
      paint.faint(`  ${figure.name}: ${figure.detail}`),
    ];
  });
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
