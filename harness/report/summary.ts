import type { Status, Verdict } from '../judge/index.ts';
import { type Paint, paintStatus } from './paint.ts';

export const STATUSES: readonly Status[] = ['pass', 'lenient', 'noted', 'fail', 'skip', 'error'];

export function countStatuses(verdicts: readonly Verdict[]): Record<Status, number> {
  const counts: Record<Status, number> = { pass: 0, lenient: 0, noted: 0, fail: 0, skip: 0, error: 0 };
  for (const verdict of verdicts) counts[verdict.status]++;
  return counts;
}

/** One row a family, one column a status that occurs, and a last row for all of them. */
export function summarize(verdicts: readonly Verdict[], paint: Paint): string[] {
  const families = byFamily(verdicts);
  const total = countStatuses(verdicts);
  const columns = STATUSES.filter((status) => total[status] > 0);
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
  return [...families.map(([name, of]) => row(name, of)), row('all', verdicts)];
}

function byFamily(verdicts: readonly Verdict[]): [string, Verdict[]][] {
  const families = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const family = verdict.id.slice(0, verdict.id.indexOf('/'));
    const known = families.get(family);
    if (known) known.push(verdict);
    else families.set(family, [verdict]);
  }
  return [...families].sort(([a], [b]) => (a < b ? -1 : 1));
}
