import type { Evidence } from '../finished-case.ts';
import { aliasNotFollowed, familyNeverAsked, noRecordTakenForFailure } from './dns-mistake.ts';
import { keptForAnotherName, sameNameTwice } from './leaked-finding.ts';
import { keysOfServerNameRefused, portInCertificate } from './peer-refused.ts';
import {
  fileOfLiteralRead,
  furtherPropertiesRefused,
  otherPropertyTaken,
  wildcardRecordPassedOver,
} from './read-and-refused.ts';
import type { WrongLanding } from './wrong-landing.ts';

/**
 * A clause that says just what was seen, where the place alone speaks only for the clause of a whole step: who asked for A and
 * never for AAAA has broken N-1, and the step with it. Undefined: none is closer.
 */
export function closerClause(evidence: Evidence, landing: WrongLanding | undefined): string | undefined {
  return landing === undefined
    ? firstOf(OF_SILENCE, (sign) => sign(evidence))
    : firstOf(OF_PLACES, (sign) => sign(evidence, landing));
}

function firstOf<Sign>(signs: readonly Sign[], tell: (sign: Sign) => string | undefined): string | undefined {
  for (const sign of signs) {
    const clause = tell(sign);
    if (clause !== undefined) return clause;
  }
  return undefined;
}

/** Nothing came at all. The first that is true is told: what is missing early explains what is missing late. */
const OF_SILENCE: readonly ((evidence: Evidence) => string | undefined)[] = [
  familyNeverAsked,
  aliasNotFollowed,
  noRecordTakenForFailure,
  portInCertificate,
];

const OF_PLACES: readonly ((evidence: Evidence, landing: WrongLanding) => string | undefined)[] = [
  sameNameTwice,
  keptForAnotherName,
  keysOfServerNameRefused,
  fileOfLiteralRead,
  furtherPropertiesRefused,
  otherPropertyTaken,
  wildcardRecordPassedOver,
];
