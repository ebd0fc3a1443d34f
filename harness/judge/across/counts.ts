import { keysOf } from '../../base/index.ts';
import { STATUSES, type Status } from '../status.ts';
import type { Verdict } from '../verdict.ts';

export type StatusCounts = Readonly<Record<Status, number>>;

export function countStatuses(verdicts: readonly Pick<Verdict, 'status'>[]): StatusCounts {
  const counts = Object.fromEntries(keysOf(STATUSES).map((status) => [status, 0])) as Record<Status, number>;
  for (const { status } of verdicts) counts[status]++;
  return counts;
}
