import { setsIn, type Zone } from '../../model/index.ts';

/** The names in a zone file at which it says how far it reaches, by what stands there. */
export interface Landmarks {
  readonly SOA: Set<string>;
  /** What `$ORIGIN` says. */
  readonly origins: Set<string>;
  readonly NS: Set<string>;
  readonly DNAME: Set<string>;
  /** ALIAS and ANAME: the name server puts the addresses of another name in their place. */
  readonly ALIAS: Set<string>;
}

/**
 * Of which names all records are in the zone. It is complete below each SOA record, and where there is none, below `$ORIGIN`;
 * down to where another zone begins (RFC 1034, section 4.2), and to where names are taken from elsewhere (RFC 6672).
 */
export function completenessOf(zone: Zone, landmarks: Landmarks): (name: string) => boolean {
  const tops = topsOf(landmarks);
  const cuts = [...landmarks.NS].filter((cut) => !tops.has(cut));
  const setsAt = setsIn(zone);
  const dynamic = [...landmarks.ALIAS, ...[...cuts, ...landmarks.DNAME].filter(isWildcard)];
  // A name that a wildcard answers has the very sets of the wildcard.
  const answeredElsewhere = new Set(dynamic.map((owner) => zone[owner]));
  return (name) =>
    [...tops].some((top) => isWithin(name, top)) &&
    !cuts.some((cut) => isWithin(name, cut)) &&
    ![...landmarks.DNAME].some((owner) => name !== owner && isWithin(name, owner)) &&
    !isAnsweredElsewhere(setsAt(name));

  function isAnsweredElsewhere(sets: Zone[string] | undefined): boolean {
    return sets !== undefined && answeredElsewhere.has(sets);
  }
}

/** Where there is an SOA record, `$ORIGIN` only shortens names; else only the first of those in one another begins a zone. */
function topsOf({ SOA, origins }: Landmarks): ReadonlySet<string> {
  if (SOA.size > 0) return SOA;
  return new Set(
    [...origins].filter(
      (origin) => ![...origins].some((other) => other !== origin && isWithin(origin, other)),
    ),
  );
}

const isWildcard = (owner: string): boolean => owner.startsWith('*.');

/** The root is the top of no zone that anybody pastes: below it everything would be complete. */
const isWithin = (name: string, top: string): boolean => name === top || name.endsWith(`.${top}`);
