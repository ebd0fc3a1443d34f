import type { Event } from '../../evidence/index.ts';
import { listenerId } from '../../model/index.ts';
import { canConnect, type Evidence, seenSoFar } from '../finished-case.ts';
import { questionOfInvalidFile } from './invalid-file.ts';
import { rightPlaces } from './path.ts';

/**
 * The clause by which the well-known file does not count, for somebody who looked for the file and did nothing after that.
 * It was this clause that was broken, and not the one on where the request goes in the end.
 */
export function clauseOfStop(evidence: Evidence): string | undefined {
  const { case: c, outcome, about } = evidence;
  // of a chain of redirects nobody can tell which of them was too much.
  if (!canConnect(about) || !['4', '5', '6'].includes(outcome.step) || outcome.wellKnown.length > 1)
    return undefined;
  const failed = outcome.trace.findLast(({ step }) => step === '3');
  const seen = seenSoFar(evidence);
  const right = new Set(rightPlaces(c, outcome));
  const astray = questionOfInvalidFile(evidence);
  const wentOn = seen.some(
    (event) => (isServiceQuestion(event) && event !== astray) || comesTo(event, right),
  );
  if (astray !== undefined && !wentOn) return failed?.clause;
  return failed === undefined || wentOn || !seen.some(isForFile) ? undefined : failed.clause;
}

const isServiceQuestion = (event: Event): boolean => event.kind === 'dns' && event.type === 'SRV';

const comesTo = (event: Event, places: ReadonlySet<string>): boolean =>
  event.kind !== 'dns' && places.has(listenerId(event));

/** A connection to port 443; or the question for an address, where there is none to connect to. */
const isForFile = (event: Event): boolean =>
  event.kind === 'dns' ? event.type === 'A' || event.type === 'AAAA' : event.port === 443;
