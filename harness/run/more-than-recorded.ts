import { keysOf } from '../base/index.ts';
import type { Reason } from '../judge/index.ts';
import type { UntoldCounts } from '../world/index.ts';

const MORE: Readonly<Record<keyof UntoldCounts, string>> = {
  unserved: 'was not served any more, so that what it would have done then is not known',
  questions: 'asked more DNS questions than are recorded',
  attempts: 'tried to connect more often than is recorded',
  connections: 'made more connections than are recorded',
  requests: 'sent more requests than are recorded',
};

/** What a reader of the record has to know of a flood. */
export function moreThanRecorded(untold: UntoldCounts): readonly Reason[] {
  return keysOf(MORE)
    .filter((kind) => untold[kind] > 0)
    .map((kind) => ({ text: MORE[kind] }));
}

const TEXTS = new Set(Object.values(MORE));

/** Whether a reason tells of a flood, whatever else came of the case. */
export const isOfFlood = ({ text }: Reason): boolean => TEXTS.has(text);
