import type { Status, Verdict } from '../verdict.ts';

/** In the order in which they are told. */
export const STATUSES: readonly Status[] = ['pass', 'lenient', 'noted', 'fail', 'skip', 'error'];

export type StatusCounts = Readonly<Record<Status, number>>;

export function countStatuses(verdicts: readonly Pick<Verdict, 'status'>[]): StatusCounts {
  const counts = { pass: 0, lenient: 0, noted: 0, fail: 0, skip: 0, error: 0 };
  for (const { status } of verdicts) counts[status]++;
  return counts;
}
