import { questionOf } from '../../judge/index.ts';
import { EDITED, recordError } from '../record-error.ts';
import type { RecordedCase, RecordedLate, RecordedVerdict } from '../recorded-run.ts';

/** What a verdict says of itself and of its case has to be there: it throws at the first thing that is not. */
export function checkVerdict(verdict: RecordedVerdict, { rounds }: Pick<RecordedCase, 'rounds'>): void {
  const fault = statusFault(verdict);
  if (fault !== undefined) throw recordError('record-invalid', verdict.place, `verdict: ${fault}`, EDITED);
  checkEvidence('verdict', verdict, { rounds });
}

/** What a verdict, or what would have been one, says of its events and its case. */
export function checkEvidence(
  type: 'verdict' | 'late',
  told: RecordedVerdict | RecordedLate,
  { rounds }: Pick<RecordedCase, 'rounds'>,
): void {
  const fault = eventFault(told) ?? decisionFault(told, rounds);
  if (fault !== undefined) throw recordError('record-invalid', told.place, `${type}: ${fault}`, EDITED);
}

type Told = Pick<RecordedVerdict, 'events' | 'divergence' | 'dropped'>;

function statusFault({ status, divergence, because }: RecordedVerdict): string | undefined {
  if (status === 'fail' && divergence === undefined) return 'a failure has no divergence';
  if (status !== 'fail' && divergence !== undefined)
    return `it is ${status}, and only a failure has a divergence`;
  if (status !== 'skip' && because !== undefined) return `it is ${status}, and only a skip has "because"`;
  return undefined;
}

function eventFault({ events, divergence, dropped }: Told): string | undefined {
  const known = new Set<number>();
  for (const { n } of events) {
    if (known.has(n)) return `events: two have the number ${n}`;
    known.add(n);
  }
  const named = divergence?.event;
  if (named === undefined || known.has(named) || dropped !== undefined) return undefined;
  return `divergence.event: there is no event with the number ${named}`;
}

function decisionFault({ divergence }: Told, rounds: RecordedCase['rounds']): string | undefined {
  if (divergence === undefined) return undefined;
  const question = questionOf(divergence, rounds);
  if (question === undefined) return 'divergence: its case has no such round or server';
  const made = question.outcome.trace.length;
  if (divergence.instead === undefined || divergence.instead < made) return undefined;
  return `divergence.instead: there is no decision ${divergence.instead} among the ${made} of its case, counted from 0`;
}
