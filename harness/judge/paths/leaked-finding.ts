import { listenerId } from '../../model/index.ts';
import { isFederation, isWellKnown } from '../federation-request.ts';
import type { Evidence } from '../finished-case.ts';
import type { WrongLanding } from './wrong-landing.ts';
import { pathTaken } from './wrong-step.ts';

/** What was found for one question and used for another. */

/**
 * C-12: it followed a delegation of another name, whose file it had read in an earlier round, and asked for no file in this one.
 * D-15: it sent what an earlier round had sent for another name, to the same place and with the same Host.
 */
export function keptForAnotherName(evidence: Evidence, { id, host }: WrongLanding): string | undefined {
  const { case: c, events, before = [], earlier = [] } = evidence;
  if (earlier.length === 0 || earlier.includes(c.server)) return undefined;
  const isSentBefore = before.some(
    (event) =>
      event.kind === 'http' &&
      listenerId(event) === id &&
      event.hostHeader?.toLowerCase() === host?.toLowerCase() &&
      isFederation(c, event),
  );
  if (!isSentBefore) return undefined;
  if (pathTaken(evidence, id, host)?.delegation?.counts !== false) return 'D-15';
  // Whoever asks for the file has found the same mistake by himself.
  return events.some((event) => event.kind === 'http' && isWellKnown(event)) ? undefined : 'C-12';
}

/** the same name was asked for at the same moment, and not all of its requests came where they should. */
export function sameNameTwice({ case: c, outcome, events, times = 1 }: Evidence): string | undefined {
  if (times === 1) return undefined;
  const right = new Set(outcome.connect.flatMap(({ to }) => to));
  const there = events.filter(
    (event) => event.kind === 'http' && right.has(listenerId(event)) && isFederation(c, event),
  );
  return there.length > 0 && there.length < times ? 'X-6' : undefined;
}
