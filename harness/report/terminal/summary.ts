import { keysOf } from '../../base/index.ts';
import { type Conformance, STATUSES, type Status, type Verdict } from '../../judge/index.ts';
import { nameOfVersion } from '../../oracle/index.ts';
import { type Paint, paintStatus } from './paint.ts';

const COUNTED = keysOf(STATUSES);

export function countStatuses(verdicts: readonly Pick<Verdict, 'status'>[]): Record<Status, number> {
  const counts = Object.fromEntries(COUNTED.map((status) => [status, 0])) as Record<Status, number>;
  for (const verdict of verdicts) counts[verdict.status]++;
  return counts;
}

/**
 * One row a family, one column a status that occurs, a row for the twins of all families (there are several for each
 * case, and they tell one thing), and a last row for all. Below it why twins were skipped, each reason once.
 */
export function summarize(verdicts: readonly Verdict[], paint: Paint): string[] {
  const twins = verdicts.filter(({ twin }) => twin !== undefined);
  const families = byFamily(verdicts.filter(({ twin }) => twin === undefined));
  if (twins.length > 0) families.push(['twins', twins]);
  const total = countStatuses(verdicts);
  const columns = COUNTED.filter((status) => total[status] > 0);
  const nameWidth = Math.max(...families.map(([name]) => name.length), 'all'.length);
  const row = (name: string, of: readonly Verdict[]) => {
    const counts = countStatuses(of);
    const cells = columns.map((status) => {
      const width = `${total[status]} ${status}`.length;
      const cell = counts[status] ? `${counts[status]} ${status}` : '';
      return paintStatus(paint, status, cell.padStart(width));
    });
    return `  ${name.padEnd(nameWidth)}  ${cells.join('  ')}`.trimEnd();
  };
  return [...families.map(([name, of]) => row(name, of)), row('all', verdicts), ...whySkipped(twins, paint)];
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

function whySkipped(twins: readonly Verdict[], paint: Paint): string[] {
  const reasons = new Map<string, number>();
  for (const {
    status,
    reasons: [first],
  } of twins) {
    if (status === 'skip' && first) reasons.set(first.text, (reasons.get(first.text) ?? 0) + 1);
  }
  return [...reasons]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([text, count]) => paint.faint(`  ${count} ${count === 1 ? 'twin' : 'twins'} skipped: ${text}`));
}

function byFamily(verdicts: readonly Verdict[]): [string, readonly Verdict[]][] {
  const families = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const family = verdict.id.slice(0, verdict.id.indexOf('/'));
    const known = families.get(family);
    if (known) known.push(verdict);
    else families.set(family, [verdict]);
  }
  return [...families].sort(([a], [b]) => (a < b ? -1 : 1));
}
