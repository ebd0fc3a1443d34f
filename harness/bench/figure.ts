/** One line of the table. */
export interface Figure {
  readonly name: string;
  readonly what: string;
  /** Absent when it could not be measured. */
  readonly value?: number;
  /** `×` for a ratio. */
  readonly unit: '×' | 's' | 'MB' | 'questions';
  readonly target?: FigureTarget;
  /** How the value came about, or why there is none. */
  readonly detail: string;
}

export interface FigureTarget {
  readonly kind: 'at most' | 'at least' | 'below';
  readonly value: number;
}

export type Standing = 'met' | 'missed' | 'reported' | 'skipped';

export function standingOf({ value, target }: Figure): Standing {
  if (value === undefined) return 'skipped';
  if (target === undefined) return 'reported';
  return isWithin(value, target) ? 'met' : 'missed';
}

function isWithin(value: number, target: FigureTarget): boolean {
  switch (target.kind) {
    case 'at most':
      return value <= target.value;
    case 'at least':
      return value >= target.value;
    case 'below':
      return value < target.value;
    default:
      return target.kind satisfies never;
  }
}
