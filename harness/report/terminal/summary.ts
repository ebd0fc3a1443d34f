import { keysOf, visible } from '../../base/index.ts';
import { type Conformance, STATUSES, type StatusCounts } from '../../judge/index.ts';
import { nameOfVersion } from '../../oracle/index.ts';
import type { Skipped, Tally } from '../../run/index.ts';
import { type Paint, paintStatus } from './paint.ts';

/**
 * One row a family, one column a status that occurs, a row for the twins of all families, and a last row for all. Below it
 * how many were skipped for which reason.
 */
export function summarize({ all, families, twins, skipped }: Tally, paint: Paint): string[] {
  const named = families.map(({ family, counts }) => [family, counts] as const);
  const rows = [...named, ...(twins ? [['twins', twins] as const] : []), ['all', all] as const];
  const columns = keysOf(STATUSES).filter((status) => all[status] > 0);
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const row = ([name, counts]: readonly [string, StatusCounts]) => {
    const cells = columns.map((status) => {
      const width = `${all[status]} ${status}`.length;
      const cell = counts[status] ? `${counts[status]} ${status}` : '';
      return paintStatus(paint, status, cell.padStart(width));
    });
    return `  ${name.padEnd(nameWidth)}  ${cells.join('  ')}`.trimEnd();
  };
  return [...rows.map(row), ...skippedLines(skipped).map(paint.faint)];
}

/** So many reasons are told; the rest is counted. */
const MOST_REASONS = 8;

/** `59 cases and 3 twins skipped: needs "signed": it does not sign requests`. */
function skippedLines(skipped: readonly Skipped[]): string[] {
  const told = skipped.slice(0, MOST_REASONS);
  const others = skipped.slice(MOST_REASONS);
  const rest = others.reduce((sum, { cases, twins }) => sum + cases + twins, 0);
  return [
    ...told.map(({ why, cases, twins }) => `  ${howMany(cases, twins)} skipped: ${visible(why)}`),
    ...(rest > 0 ? [`  and ${rest} for ${others.length} further reasons, which stand in the record`] : []),
  ];
}

function howMany(cases: number, twins: number): string {
  const authored = cases === 0 ? [] : [cases === 1 ? '1 case' : `${cases} cases`];
  const derived = twins === 0 ? [] : [twins === 1 ? '1 twin' : `${twins} twins`];
  return [...authored, ...derived].join(' and ');
}

const MOST_CLAUSES = 6;

/** `meets v1.7; v1.8 is missed by 12 cases: S33-a S4-a`. */
export function conformanceLine({ meets, missing, asked, unasked }: Conformance, paint: Paint): string {
  const left = unasked > 0 ? ` (${unasked} could not be asked)` : '';
  const met = meets
    ? paint.good(`meets ${nameOfVersion(meets)}`)
    : paint.odd('meets no version of the specification');
  if (missing === undefined) return `  ${met}, as far as ${asked} cases tell${left}`;
  const { version, cases, clauses } = missing;
  const ids = clauses.slice(0, MOST_CLAUSES).join(' ');
  const more = clauses.length > MOST_CLAUSES ? ` and ${clauses.length - MOST_CLAUSES} more` : '';
  const broken = ids === '' ? '' : `: ${ids}${more}`;
  const count = cases.length === 1 ? '1 case' : `${cases.length} cases`;
  const missed = `${nameOfVersion(version)} is missed by ${count}`;
  return `  ${met}; ${missed}${broken}${left}`;
}
