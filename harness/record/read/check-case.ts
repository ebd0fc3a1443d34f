import { listenerId } from '../../model/index.ts';
import { EDITED, recordError } from '../record-error.ts';
import type { RecordedCase, RecordedQuestion } from '../recorded-run.ts';

/** Where a request is expected or tolerated, there has to be a listener. */
export function checkCase({ place, rounds }: RecordedCase): void {
  for (const question of rounds.flat()) {
    const stranger = strangerIn(question);
    if (stranger === undefined) continue;
    const what = `case: a request is to come to ${stranger}, and no host of the case has that listener`;
    throw recordError('record-invalid', place, what, EDITED);
  }
}

function strangerIn({ case: c }: RecordedQuestion): string | undefined {
  const listeners = new Set(c.hosts.flatMap((host) => host.listeners.map(listenerId)));
  const wanted = [c.expect, ...c.tolerate].flatMap(({ connect }) => connect.flatMap(({ to }) => to));
  return wanted.find((to) => !listeners.has(to));
}
