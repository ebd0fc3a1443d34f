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
  return [...rowsOf(rows, all, paint), ...skippedLines(skipped, MOST_REASONS).map(paint.faint)];
}

type NamedCounts = readonly [name: string, counts: StatusCounts];

function rowsOf(rows: readonly NamedCounts[], all: StatusCounts, paint: Paint): string[] {
  const columns = keysOf(STATUSES).filter((status) => all[status] > 0);
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, counts]) => {
    const cells = columns.map((status) => {
      const width = `${all[status]} ${status}`.length;
      const cell = counts[status] ? `${counts[status]} ${status}` : '';
      return paintStatus(paint, status, cell.padStart(width));
    });
    return `  ${name.padEnd(nameWidth)}  ${cells.join('  ')}`.trimEnd();
  });
}

/** One row for all, and the families in which something failed, that of most failures first. */
export function summarizeBriefly(tally: Tally, paint: Paint): string[] {
  const failing = tally.families
    .map(({ family, counts }) => ({ family, failed: counts.fail + counts.error, of: sumOf(counts) }))
    .filter(({ failed }) => failed > 0)
    .toSorted((a, b) => b.failed - a.failed);
  const texts = failing.map(({ family, failed, of }) => `${family} ${failed} of ${of}`);
  const twins =
    tally.twins && tally.twins.fail > 0 ? [`their twins ${tally.twins.fail} of ${sumOf(tally.twins)}`] : [];
  return [
    ...rowsOf([['all', tally.all]], tally.all, paint),
    ...(texts.length > 0 ? [`  failed  ${[...texts, ...twins].join(', ')}`] : []),
    ...skippedLines(tally.skipped, MOST_IN_BRIEF).map(paint.faint),
  ];
}

const sumOf = (counts: StatusCounts): number =>
  keysOf(STATUSES).reduce((sum, status) => sum + counts[status], 0);

/** So many reasons are told; the rest is counted. */
const MOST_REASONS = 8;
const MOST_IN_BRIEF = 4;

/** `59 cases and 3 twins skipped: needs "signed": it does not sign requests`. */
function skippedLines(skipped: readonly Skipped[], most: number): string[] {
  // To say that there is one more takes the line that it would take itself.
  const end = skipped.length === most + 1 ? most + 1 : most;
  const told = skipped.slice(0, end);
  const others = skipped.slice(end);
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

/** `meets spec v1.7, and breaks v1.8 in 12 cases: S33-a S4-a`. */
export function conformanceLine({ meets, missing, asked, unasked }: Conformance, paint: Paint): string {
  const met = meets
    ? paint.good(`meets spec ${nameOfVersion(meets)}`)
    : paint.odd('meets no version of the spec');
  const left = unasked > 0 ? [`${unasked} could not be asked`] : [];
  if (missing === undefined) return `  ${met} (${[`${casesText(asked)} asked`, ...left].join(', ')})`;
  const { version, cases, clauses } = missing;
  const ids = clauses.slice(0, MOST_CLAUSES).join(' ');
  const more = clauses.length > MOST_CLAUSES ? ` and ${clauses.length - MOST_CLAUSES} more` : '';
  const broken = ids === '' ? '' : `: ${ids}${more}`;
  const tail = left.map((text) => ` (${text})`).join('');
  return `  ${met}, and breaks ${nameOfVersion(version)} in ${casesText(cases.length)}${broken}${tail}`;
}

const casesText = (count: number): string => (count === 1 ? '1 case' : `${count} cases`);
