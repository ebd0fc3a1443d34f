import { patience } from '../base/index.ts';
import type { Event } from '../evidence/index.ts';
import { eventsOfRound, judge } from '../judge/index.ts';
import { type Answers, evidenceOf, finishedOf, type OpenRound } from './open-round.ts';

/** More would hold up the others for nothing: what needs five times its time does not end in six. */
const MOST_EXTENSIONS = 4;

/**
 * Calls `end` once the budget of the round is used up, unless what is returned was called before. Where we or the machine
 * were late, so that running out would be no verdict, there is as much time again, up to four times, as long as the
 * implementation is seen to go on. `answers`: those that there are by now.
 */
export function roundBudget(round: OpenRound, answers: Answers, end: () => void): () => void {
  let extensions = 0;
  const spent = (): void => {
    const isOver = extensions === MOST_EXTENSIONS || !isStillAtIt(round) || !wouldBeLate(round, answers);
    if (isOver) {
      end();
      return;
    }
    extensions++;
    stop = patience(round.budget.ms, spent);
  };
  let stop = patience(round.budget.ms, spent);
  return () => stop();
}

/** In the second half of the time that is now used up it has done something for the first time in this round. */
function isStillAtIt({ open, at, budget }: OpenRound): boolean {
  const last = lastNewDoing(eventsOfRound(open.events, at));
  return last !== undefined && open.elapsed() - at - last < budget.ms / 2;
}

/** When something was done that had not been done before: a new question, a new place, or a new path there. */
export function lastNewDoing(events: readonly Event[]): number | undefined {
  const known = new Set<string>();
  let last: number | undefined;
  for (const event of events) {
    const doing = doingOf(event);
    if (doing === undefined || known.has(doing)) continue;
    known.add(doing);
    last = event.at;
  }
  return last;
}

function doingOf(event: Event): string | undefined {
  switch (event.kind) {
    case 'dns':
      return `${event.type} ${event.name.toLowerCase()}`;
    case 'syn':
    case 'tcp':
      return `${event.host}:${event.port}`;
    case 'http':
      return `${event.host}:${event.port} ${event.path}`;
    default:
      return undefined;
  }
}

function wouldBeLate(round: OpenRound, answers: Answers): boolean {
  return evidenceOf(round, answers).some(
    (evidence) => judge(finishedOf(round, evidence, 'budget')).late !== undefined,
  );
}
