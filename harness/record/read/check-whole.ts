import { EDITED, recordError } from '../record-error.ts';
import { digestOfIds } from '../write/digest-of-ids.ts';
import type { CollectedRun } from './collected-lines.ts';

/** A run that came to its end has a verdict of everything that was to be asked, and counts them. */
export function checkWhole({ header, end, asked, verdicts }: CollectedRun): void {
  if (end === undefined) return;
  const { place } = header;
  for (const { implementation, cases, digest, place: told } of asked) {
    const ids = verdicts.filter((verdict) => verdict.implementation === implementation).map(({ id }) => id);
    if (ids.length === cases && digestOfIds(ids) === digest) continue;
    const what = `${implementation} was to be asked ${cases} cases, and there are verdicts of ${ids.length}`;
    const others = ids.length === cases ? ' others' : '';
    throw recordError('record-incomplete', told, what + others, EDITED);
  }
  for (const [implementation, counts] of Object.entries(end.counts)) {
    for (const [status, count] of Object.entries(counts)) {
      const there = verdicts.filter(
        (verdict) => verdict.implementation === implementation && verdict.status === status,
      ).length;
      if (there === count) continue;
      const what = `its end counts ${count} verdicts of ${implementation} with status ${status}, and there are ${there}`;
      throw recordError('record-incomplete', place, what, EDITED);
    }
  }
}
