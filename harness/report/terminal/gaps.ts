import type { Event } from '../../evidence/index.ts';

/** Where events are missing: before the event of that index, or after the last where there is no such event. */
interface Jump {
  readonly before: number;
  /** So many numbers are missing. */
  readonly missing: number;
}

/**
 * What to say of events that are not kept, by the index of the event that it stands before; the number of events: after
 * the last. Events have gaps in their numbers of themselves where several cases were seen at once, but those are narrow: the
 * widest gaps that together hold all that are not kept are where they were.
 */
export function gapsOf(events: readonly Pick<Event, 'n'>[], dropped: number): ReadonlyMap<number, string> {
  const jumps = events.map(
    ({ n }, index): Jump => ({
      before: index,
      missing: n - (events[index - 1]?.n ?? 0) - 1,
    }),
  );
  const gaps: number[] = [];
  let left = dropped;
  for (const { before, missing } of jumps.toSorted((a, b) => b.missing - a.missing)) {
    if (left <= 0 || missing <= 0) break;
    gaps.push(before);
    left -= missing;
  }
  if (left > 0) gaps.push(events.length);
  const text =
    gaps.length === 1 ? `… ${dropped} more that are not kept` : `… more that are not kept, ${dropped} in all`;
  return new Map(gaps.map((at) => [at, text]));
}
