import type { FinishedCase } from './finished-case.ts';

/** Milliseconds: no client gives up sooner, and so nothing of what happens sooner comes of waiting. */
export const SHORTEST_TIME_OUT = 1000;
/** Milliseconds, in sum: enough for a client that waits a second. */
const LATE = 1000;
/** Of the time of the round. Measured: docs/decisions/pacing.md. */
const LATE_MACHINE = 0.2;

/** What was so late in this round that a client may have given up for it, in one sentence; undefined: nothing was. */
export function whatWasLate(finished: FinishedCase): string | undefined {
  const { lateness, droppedQuestions = 0, tookMs = finished.budgetMs } = finished;
  const parts: string[] = [];
  if (droppedQuestions > 0) parts.push('our own sockets lost DNS questions');
  if (lateness !== undefined && tookMs >= SHORTEST_TIME_OUT) {
    const { loops, deliveries, answers, machine } = lateness;
    if (loops >= LATE) parts.push('our event loops were late');
    if (deliveries >= LATE) parts.push('our servers sent bodies and certificates late');
    if (answers >= LATE) parts.push('our name server answered late');
    if (deliveries < LATE && answers < LATE && deliveries + answers >= LATE)
      parts.push('our servers answered late');
    if (machine >= LATE_MACHINE * tookMs) parts.push('this machine had too little time for us');
  }
  return parts.length === 0 ? undefined : parts.join(', and ');
}
